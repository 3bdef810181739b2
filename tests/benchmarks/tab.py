"""A browser's tab without the browser: what Streamlit's page says to its server, over a real websocket.

It knows what a page of one exercise needs: the line to type in, the button, the fragment they stand in, the outcome.
Unlike a browser it keeps no messages, so that the server sends each in full.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

from served import Served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from grader.api import COOKIE

PATIENCE = 60.0  # s for a run to end
LATER = 0.5  # s between two looks for a verdict that takes long
FULL, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass(kw_only=True)
class Tab:
    """A tab that shows a page.

    line, button: the ids of the widgets; fragment: of what typing redraws.
    alerts: their words in the last run; drawn: how many charts it had.
    """

    socket: ClientConnection
    page: str
    query: str
    line: str = ""
    button: str = ""
    fragment: str = ""
    typed: str = ""
    alerts: list[str] = field(default_factory=list)
    drawn: int = 0
    shown: str = ""  # the hash of the page
    again: str = ""  # the fragment that wants to be drawn again after a while

    async def open(self) -> float:
        """Run the whole page; return the seconds it took."""
        return await self._run(ClientState(page_name=self.page, query_string=self.query), FULL)

    async def type(self, text: str) -> float:
        """Let the line hold a text; return the seconds until the fragment was drawn again."""
        self.typed = text
        return await self._run(self._fragment(self.fragment), PART)

    async def hand_in(self) -> float:
        """Click the button; return the seconds until the whole page stands there with the verdict."""
        began, state = perf_counter(), self._fragment(self.fragment)
        state.widget_states.widgets.add(id=self.button, trigger_value=True)
        await self._run(state, FULL)
        while self.again:  # it is not there yet, and the page looks for it now and then
            await asyncio.sleep(LATER)
            await self._run(self._fragment(self.again), FULL, PART)
        return perf_counter() - began

    def _fragment(self, fragment: str) -> ClientState:
        state = ClientState(query_string=self.query, page_script_hash=self.shown, fragment_id=fragment)
        state.widget_states.widgets.add(id=self.line, string_value=self.typed)
        return state

    async def _run(self, state: ClientState, *ends: int) -> float:
        self.alerts, self.drawn, again = [], 0, ""
        started = perf_counter()
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                raw = await self.socket.recv(decode=False)
                message = ForwardMsg.FromString(raw)
                match message.WhichOneof("type"):
                    case "navigation":
                        self.shown = message.navigation.page_script_hash
                    case "delta":
                        self._see(message.delta)
                    case "auto_rerun":
                        again = message.auto_rerun.fragment_id
                    case "script_finished" if message.script_finished in ends:
                        if message.script_finished == FULL:
                            self.again = again
                        return perf_counter() - started

    def _see(self, delta: Delta) -> None:
        element = delta.new_element
        match element.WhichOneof("type"):
            case "text_input":
                self.line, self.fragment = element.text_input.id, delta.fragment_id
            case "button" if element.button.label == "Hand in":
                self.button = element.button.id
            case "alert":
                self.alerts.append(element.alert.body)
            case "vega_lite_chart":
                self.drawn += 1


@asynccontextmanager
async def tab(served: Served, cookie: str = "", page: str = "", query: str = "") -> AsyncIterator[Tab]:
    """Open a tab; close it at the end."""
    address = f"ws://127.0.0.1:{served.port}/_stcore/stream"
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    async with connect(address, additional_headers=headers, max_size=None, compression=None) as socket:
        yield Tab(socket=socket, page=page, query=query)
