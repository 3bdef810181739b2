"""The service that this process serves, and who is looking: what every page begins with."""

import streamlit as st

from grader.api import COOKIE
from grader.person import Person
from grader.service.service import Service

_served = list[Service]()


def serve(service: Service) -> None:
    """Make a service the one that pages speak to; Streamlit runs them as scripts, so nothing can be handed to them."""
    _served[:] = [service]


def service() -> Service:
    """Return the service."""
    return _served[0]


def visitor() -> Person | None:
    """Return who has signed in, or None."""
    return service().people.known(st.context.cookies.get(COOKIE, ""))


def person() -> Person:
    """Return who has signed in; a page is shown to nobody else."""
    found = visitor()
    if found is None:
        st.stop()
    return found
