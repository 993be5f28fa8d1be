"""The extra input of an order (comments, user names, answers), which panels send in three forms."""

from __future__ import annotations

import msgspec


class OrderButton(msgspec.Struct, frozen=True):
    """One field that the customer filled in, such as the comments, one entry each."""

    title: str = ""
    service_type: str = ""
    type: str = ""
    user_data: tuple[str, ...] = ()


def read_buttons(value: object) -> tuple[OrderButton, ...]:
    """`order_buttons` as one form: a list of objects, an object of lists, or `[]`.

    Entries that make no sense are left out: the row's raw bytes still hold them.
    """
    if isinstance(value, dict):
        return tuple(OrderButton(title=str(k), type=str(k), user_data=_texts(v)) for k, v in value.items())
    if not isinstance(value, list):
        return ()
    return tuple(_button(entry) for entry in value if isinstance(entry, dict))


def _button(entry: dict[object, object]) -> OrderButton:
    return OrderButton(
        title=_text(entry.get("title")),
        service_type=_text(entry.get("service_type")),
        type=_text(entry.get("type")),
        user_data=_texts(entry.get("user_data")),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return () if value is None or value == "" else (str(value),)
