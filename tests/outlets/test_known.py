"""The profile of every known outlet is consistent, and its rules fit their examples."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from exporter.outlets import Furniture, LineRule, Profile, known_outlets, outlet_for
from tests.support.articles import parse
from tests.support.commandline import ROOT

PROFILES = known_outlets().profiles


def code_of(profile: Profile) -> str:
    return profile.outlet.code


def known_with(has: Callable[[Profile], object]) -> pytest.MarkDecorator:
    """Return a parameter ``profile``: each outlet of which ``has`` finds something."""
    profiles = [profile for profile in PROFILES if has(profile)]
    return pytest.mark.parametrize("profile", profiles, ids=code_of)


def rules_of(furniture: Furniture) -> list[LineRule]:
    ending = furniture.title_ending
    return [
        *(*furniture.closing, *furniture.opening, *furniture.players),
        *(*furniture.controls, *([ending] if ending else [])),
    ]


def url_at(profile: Profile) -> str:
    return f"https://{profile.hosts[0]}/lighthouse/1"


# Help and hints name these outlets as examples.
EXAMPLES_FOR_PEOPLE = {
    "cli/commands/cache.py",
    "cli/options.py",
    "images/store/mirror.py",
}


@pytest.mark.slow
def test_only_its_own_module_names_an_outlet() -> None:
    names = {
        name
        for profile in PROFILES
        for name in (*profile.names, *profile.hosts, code_of(profile).upper())
        if name != code_of(profile)
    }
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    package = ROOT / "exporter"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if not path.is_relative_to(package / "outlets")
        if named.search(path.read_text("utf-8"))
    }
    assert found == EXAMPLES_FOR_PEOPLE


def test_the_nine_outlets_are_found_in_their_folder() -> None:
    codes = {"dw", "bbc", "rfa", "nyt", "voa", "rfi", "cdt", "reuters", "ft"}
    assert codes <= {code_of(profile) for profile in PROFILES}


@pytest.mark.parametrize("field", ["hosts", "names"])
def test_no_host_and_no_name_belongs_to_two_outlets(field: str) -> None:
    if field == "hosts":
        found = [host for profile in PROFILES for host in profile.hosts]
    else:
        found = [
            name
            for profile in PROFILES
            for name in {name.casefold() for name in profile.names}
        ]
    assert [name for name, count in Counter(found).items() if count > 1] == []


@pytest.mark.parametrize("profile", PROFILES, ids=code_of)
def test_the_page_where_readers_start_is_at_the_outlets_own_host(
    profile: Profile,
) -> None:
    assert outlet_for(profile.outlet.home_url, "") == profile.outlet


@pytest.mark.parametrize("profile", PROFILES, ids=code_of)
def test_every_rule_is_named_after_its_outlet_and_fits_its_example(
    profile: Profile,
) -> None:
    for rule in rules_of(profile.furniture):
        assert rule.name.startswith(f"{code_of(profile)}-")
        assert re.fullmatch(rule.pattern, rule.example), rule.name


@known_with(lambda profile: profile.byline_example)
def test_the_example_of_a_byline_is_no_text_and_its_date_is_read(
    profile: Profile,
) -> None:
    article = parse(f"{profile.byline_example}<p>正文。</p>", url=url_at(profile))
    assert len(article.blocks) == 1
    has_date = re.search(r"\d", profile.byline_example) is not None
    assert has_date == bool(article.byline.written or article.byline.day)
    assert all(re.search(r"\d", name) is None for name in article.byline.authors)


@known_with(lambda profile: profile.interviewer_names)
def test_a_question_in_bold_by_a_known_interviewer_is_no_subheading(
    profile: Profile,
) -> None:
    for name in profile.interviewer_names:
        body = f"<p>正文。</p><p><strong>{name}：灯亮了吗？</strong></p><p>亮了。</p>"
        kinds = [type(block).__name__ for block in parse(body).blocks]
        assert kinds == ["Paragraph"] * 3


@known_with(lambda profile: profile.furniture.title_ending)
def test_the_ending_that_an_outlet_adds_to_its_titles_is_removed(
    profile: Profile,
) -> None:
    ending = profile.furniture.title_ending
    assert ending is not None
    article = parse("<p>灯。</p>", url=url_at(profile), title=f"灯塔 {ending.example}")
    assert article.header.title == "灯塔"
    assert article.left_out[0].rule == ending.name


@known_with(lambda profile: profile.numbering)
def test_the_public_form_of_a_number_leads_to_the_article_of_that_number(
    profile: Profile,
) -> None:
    numbering = profile.numbering
    assert numbering is not None
    public = numbering.public_form.format("69399723")
    assert outlet_for(public, "") == profile.outlet
    identifier = numbering.id_form.format("69399723")
    assert parse("<p>灯。</p>", url=public).header.id == identifier


@known_with(lambda profile: profile.image_forms)
def test_the_one_group_of_an_images_address_is_the_name_of_its_size(
    profile: Profile,
) -> None:
    for forms in profile.image_forms:
        assert re.compile(forms.address).groups == 1
        assert len(set(forms.names)) == len(forms.names)
