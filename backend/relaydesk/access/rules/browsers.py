"""The name of a browser, for the list of one's sessions; a hint for people, never a proof."""

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Lark", "飞书"),
    ("wxwork", "企业微信"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "Python"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Browser and system, such as `Firefox, Windows`; empty when neither is known.

    Args:
        user_agent: the request's header, never shown itself.
    """
    found = [
        next((name for mark, name in table if mark.lower() in user_agent.lower()), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)
