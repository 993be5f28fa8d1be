"""The desk filters rows it found by id itself: by the same spelling the sync writes index keys in."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk.orders import facets_of
from chalicelib.panels.types import Order
from chalicelib.sync.resources import RESOURCES

texts = (
    st.none()
    | st.sampled_from(["", "Ada", "ÇELİK", "https://WWW.Example.com/A/?b=C", "x"])
    | st.text(max_size=20)
)
orders = st.builds(
    Order,
    id=st.integers(1, 2**64 - 1),
    status=st.sampled_from(["pending", "completed", "unheard_of"]),
    created_timestamp=st.integers(0, 2**31),
    user=texts,
    provider=texts,
    mode=texts,
    creation_type=texts,
    link=texts,
    external_id=texts,
    service_id=st.none() | st.integers(0, 10**6),
)


@given(orders)
def test_the_desk_and_the_sync_spell_an_orders_facets_alike(order: Order) -> None:
    assert facets_of(order) == dict(RESOURCES["orders"].facets(order))
