"""Names of authors and topics: counted in all their shapes, and the nearest ones."""

from exporter.search import NameCounts

COUNTS = NameCounts(
    [("朝鮮",), ("朝鲜", "北約峰會"), ("朝鲜",), ("北约峰会", "北约峰会"), ("茶",), ()]
)


def test_shapes_of_one_name_are_counted_together_under_the_most_frequent() -> None:
    assert COUNTS.most_frequent() == [("朝鲜", 3), ("北约峰会", 2), ("茶", 1)]


def test_a_name_is_there_in_any_shape() -> None:
    assert "朝鮮" in COUNTS
    assert "北约 峰会" in COUNTS
    assert "北约" not in COUNTS


def test_the_nearest_names_are_alike_or_hold_the_name() -> None:
    assert COUNTS.nearest("北約") == ["北约峰会"]
    assert COUNTS.nearest("北约锋会") == ["北约峰会"]
    assert COUNTS.nearest("灯塔") == []
