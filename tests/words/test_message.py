"""Messages are English, Chinese by a catalogue, and unchanged through a pipe."""

import io
import pickle
from gettext import GNUTranslations, NullTranslations

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from exporter.words import (
    Message,
    count,
    join,
    translate,
    word_foreign,
    word_os_error,
)


def catalogue(**strings: str) -> NullTranslations:
    """Return a catalogue that translates single words, and 1 file, 2 files."""
    made = Catalog(locale="zh_Hans")
    for english, chinese in strings.items():
        made.add(english, chinese)
    made.add("cannot write {path}: {why}", "无法写入 {path}：{why}")
    made.add(("1 file", "{number:,} files"), ("{number:,} 个文件",))
    stream = io.BytesIO()
    write_mo(stream, made)
    stream.seek(0)
    return GNUTranslations(stream)


def test_a_message_as_a_string_is_its_english_words() -> None:
    message = Message("cannot write {path}: {why}", path="a.epub", why="full")
    assert message == "cannot write a.epub: full"
    assert message.say_in() == message


def test_a_template_without_values_keeps_its_braces() -> None:
    assert Message("a {brace}") == "a {brace}"
    assert Message("a {brace}").say_in(catalogue()) == "a {brace}"


def test_a_message_is_translated_by_a_catalogue() -> None:
    why = Message("full")
    message = Message("cannot write {path}: {why}", path="a.epub", why=why)
    assert message.say_in(catalogue(full="已满")) == "无法写入 a.epub：已满"


def test_a_message_missing_in_the_catalogue_stays_english() -> None:
    assert Message("went {way}", way="on").say_in(catalogue()) == "went on"


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [(1, "1 file", "1 个文件"), (2_000, "2,000 files", "2,000 个文件")],
)
def test_numbers_have_a_singular_and_a_plural(
    number: int, english: str, chinese: str
) -> None:
    message = count("1 file", "{number:,} files", number)
    assert message == english
    assert message.say_in(catalogue()) == chinese


def test_messages_are_joined_and_translated_one_by_one() -> None:
    joined = join(Message(", "), [Message("one"), "2", Message("three")])
    assert joined == "one, 2, three"
    spoken = catalogue(one="一", three="三", **{", ": "、"})
    assert translate(joined, spoken) == "一、2、三"
    assert join(", ", []) == ""


def test_a_plain_text_is_not_translated() -> None:
    assert translate("full", catalogue(full="已满")) == "full"
    assert translate("", catalogue()) == ""
    why = Message("cannot write {path}: {why}", path="full", why=Message("full"))
    assert why.say_in(catalogue(full="已满")) == "无法写入 full：已满"


@pytest.mark.parametrize(
    "message",
    [
        Message("it is empty"),
        Message("it is {what}", what=Message("a picture ({kind})", kind="JPEG")),
        count("1 byte of {of:,}", "{number:,} bytes of {of:,}", 7, of=1000),
        Message("[a"),
    ],
)
def test_a_packed_message_is_unpacked_unchanged(message: Message) -> None:
    back = Message.unpack(message.pack())
    assert type(message.pack()) is str
    assert (str(back), back.template, back.values, back.number) == (
        str(message),
        message.template,
        message.values,
        message.number,
    )


@pytest.mark.parametrize("text", ["", "[", "[1, 2]", '["a", {}, 3]', "it is {odd}"])
def test_a_text_that_is_no_packed_message_unpacks_to_itself(text: str) -> None:
    assert str(Message.unpack(text)) == text


def test_an_error_of_a_library_is_a_message_if_its_words_are_known() -> None:
    error = OSError(13, "Permission denied", "a.md")
    assert isinstance(word_os_error(error), Message)
    whole = word_foreign(error)
    assert whole == "[Errno 13] Permission denied: 'a.md'"
    assert isinstance(whole, Message)
    assert whole.values["why"].template == "Permission denied"
    assert word_foreign(ValueError("nobody knows this")) == "nobody knows this"
    known = Message("its members overlap")
    assert word_foreign(ValueError(known)) is known


@pytest.mark.parametrize(
    "message",
    [
        Message("cannot write {path}: {why}", path="a", why=Message("full")),
        count("1 file", "{number:,} files", 1),
        count("1 file", "{number:,} files", 3),
        Message(""),
    ],
)
def test_a_message_goes_through_a_pipe_unchanged(message: Message) -> None:
    received = pickle.loads(pickle.dumps(message))
    spoken = catalogue(full="已满")
    assert received == message
    assert received.say_in(spoken) == message.say_in(spoken)
