"""How the pages look and how the web server behaves: colours that can be told apart in light and dark."""

from typing import Any, Final

_LIGHT: Final = {
    "primaryColor": "#1f5fa8",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f1f4f8",
    "textColor": "#0f151d",
    "linkColor": "#1a56a0",
    "borderColor": "#8a94a3",
    "codeBackgroundColor": "#f1f4f8",
    "codeTextColor": "#1b2430",
    "redColor": "#c0392b",
    "redBackgroundColor": "#fdeceb",
    "redTextColor": "#8f1d14",
    "greenColor": "#1e7d46",
    "greenBackgroundColor": "#e7f5ec",
    "greenTextColor": "#135c32",
    "blueColor": "#1f5fa8",
    "blueBackgroundColor": "#e8f1fb",
    "blueTextColor": "#164a86",
    "yellowColor": "#9a6b00",
    "yellowBackgroundColor": "#fdf5dc",
    "yellowTextColor": "#6b4a00",
    "orangeColor": "#b35c00",
    "orangeBackgroundColor": "#fdf0e2",
    "orangeTextColor": "#7d3f00",
    "violetColor": "#6f42c1",
    "violetBackgroundColor": "#f1ebfb",
    "violetTextColor": "#54309a",
    "grayColor": "#5b6675",
    "grayBackgroundColor": "#eef1f5",
    "grayTextColor": "#434d5b",
}
_DARK: Final = {
    "primaryColor": "#2f6fc4",
    "backgroundColor": "#12171e",
    "secondaryBackgroundColor": "#1c232d",
    "textColor": "#e6eaf0",
    "linkColor": "#8ab8f0",
    "borderColor": "#6b7787",
    "codeBackgroundColor": "#1c232d",
    "codeTextColor": "#e6eaf0",
    "redColor": "#f08a80",
    "redBackgroundColor": "#3a1b1a",
    "redTextColor": "#ffb4ac",
    "greenColor": "#5fcf8f",
    "greenBackgroundColor": "#12301f",
    "greenTextColor": "#93e3b3",
    "blueColor": "#7fb2f0",
    "blueBackgroundColor": "#152a42",
    "blueTextColor": "#a9cdf7",
    "yellowColor": "#e3bd5a",
    "yellowBackgroundColor": "#332a10",
    "yellowTextColor": "#f2d892",
    "orangeColor": "#f0a860",
    "orangeBackgroundColor": "#38240f",
    "orangeTextColor": "#f8c794",
    "violetColor": "#b79af0",
    "violetBackgroundColor": "#291f3d",
    "violetTextColor": "#d3c2f8",
    "grayColor": "#a3aebd",
    "grayBackgroundColor": "#232b36",
    "grayTextColor": "#c3cbd6",
}
_BOTH: Final = {"linkUnderline": True, "showWidgetBorder": True}

CONFIG: Final[dict[str, Any]] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
    "server.disconnectedSessionTTL": 120,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "runner.postScriptGC": False,  # a full collection after every rerun cost 120 ms of 130
    "runner.magicEnabled": False,
    "logger.hideWelcomeMessage": True,
    **{f"theme.light.{name}": value for name, value in (_LIGHT | _BOTH).items()},
    **{f"theme.dark.{name}": value for name, value in (_DARK | _BOTH).items()},
}

# Middle blue, orange and grey stand out from white and from near-black alike.
AXIS: Final = "#7a8594"
COLOURS: Final = ["#3f82d0", "#c8701a", "#7a8594"]
DASHES: Final = [[1, 0], [6, 4], [2, 3]]
# Teal, green, pink, olive and violet do so, too.
LINES: Final = {"f": COLOURS[0], "f′": COLOURS[1], "f″": "#0f8f8f"}
BESIDE: Final = ["#2b8f5c", "#c2559d", "#8a7a1c"]
BESIDE_DASHES: Final = [[8, 2], [5, 2, 1, 2], [2, 2]]
# Of trials: what is trained, and what it is compared with.
WHOSE: Final = {"yours": COLOURS[0], "ReLU": COLOURS[1], "none": COLOURS[2]}
STROKES: Final = [[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]]
BAND: Final = 0.16
FAINT: Final = {"saturated": 0.14, "dead": 0.3}
MARK: Final = {"color": "#d6453a", "shape": "diamond", "opacity": 1}
KINK: Final = {"color": "#8f6fd6", "shape": "circle", "filled": False, "size": 130, "strokeWidth": 2.5, "opacity": 1}
JUMP: Final = KINK | {"shape": "square"}
ASYMPTOTE: Final = {"color": AXIS, "strokeDash": [6, 5], "strokeWidth": 1.5}
TANGENT: Final = {"color": KINK["color"], "strokeDash": [2, 3], "strokeWidth": 2.5}
TOUCH: Final = {"color": KINK["color"], "shape": "circle", "filled": True, "size": 45, "opacity": 1}
