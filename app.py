"""The HTTP app: Chalice with every blueprint."""

from chalice.app import Chalice

from chalicelib.api import register

app = Chalice(app_name="hyperpanel")
register(app)
