"""Hostile HTML bodies, made by combining what runs or loads with the ways in which it is hidden.

`RUN` is a script that would raise an alarm in the test's page; `EVIL` a host that nothing may be loaded from.
"""

import base64
from collections.abc import Iterator
from html import escape
from itertools import product
from urllib.parse import quote

EVIL = "evil.example"
RUN = "__ran()"
URL = f"https://{EVIL}/x.png"

HANDLERS = (
    *("onerror", "onload", "onclick", "onmouseover", "onfocus", "onblur", "onanimationstart", "ontoggle"),
    *("onpointerenter", "onbeforeinput", "onscroll", "ontransitionend", "onwheel", "oncopy", "ondrag"),
)
CARRIERS = (
    "img src=x",
    "div",
    "a href=#",
    "details open",
    "table",
    "p style='animation:a 1s'",
    "span autofocus",
)
ELEMENTS = (
    *("script", "SCRIPT", "scr\u0131pt", "style", "iframe", "object", "embed", "applet", "link", "meta"),
    *("base", "form", "input", "button", "textarea", "select", "svg", "math", "video", "audio", "template"),
    *("noscript", "frameset", "portal", "dialog", "marquee", "isindex", "xmp", "plaintext", "noembed"),
    *("x:script", "canvas"),
)
SCHEMES = (
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    " javascript:{run}",
    "java\tscript:{run}",
    "java\nscript:{run}",
    "java\x00script:{run}",
    "\x01javascript:{run}",
    "javascript&colon;{run}",
    "&#106;avascript:{run}",
    "&#x6A;&#x61;vascript:{run}",
    "javascript\u200b:{run}",
    "\ufeffjavascript:{run}",
    "vbscript:{run}",
    "livescript:{run}",
    "data:text/html,<script>{run}</script>",
    "data:text/html;base64,{b64}",
    "data:image/svg+xml;base64,{svg64}",
    "data:image/svg+xml,{svg}",
    "data:application/xhtml+xml,{svg}",
    "feed:javascript:{run}",
    "view-source:javascript:{run}",
    "blob:javascript:{run}",
)
PLACES = (
    '<a href="{url}">x</a>',
    '<img src="{url}">',
    '<iframe src="{url}"></iframe>',
    '<form action="{url}"><button>x</button></form>',
    '<svg><a xlink:href="{url}"><text>x</text></a></svg>',
    '<object data="{url}"></object>',
    '<meta http-equiv="refresh" content="0;url={url}">',
    '<base href="{url}">',
)
LOADS = (
    '<img src="{url}">',
    '<img srcset="{url} 1x">',
    '<img src=x srcset="{url} 2x" sizes="1px">',
    '<picture><source srcset="{url}"><img src=x></picture>',
    '<body background="{url}">x</body>',
    '<table background="{url}"><tr><td>x</td></tr></table>',
    '<td background="{url}">x</td>',
    '<div style="background:url({url})">x</div>',
    "<div style=\"background-image:url('{url}')\">x</div>",
    '<div style="background:u\\72l({url})">x</div>',
    '<div style="list-style-image:url({url});display:list-item">x</div>',
    '<div style="content:image-set(url({url}) 1x)">x</div>',
    '<div style="cursor:url({url}),auto">x</div>',
    "<style>@import url({url});</style>",
    "<style>@import '{url}';</style>",
    "<style>body{{background:url({url})}}</style>",
    "<style>@font-face{{font-family:a;src:url({url})}}*{{font-family:a}}</style>",
    "<style>input[value^=a]{{background:url({url})}}</style>",
    '<link rel="stylesheet" href="{url}">',
    '<link rel="preload" as="image" href="{url}">',
    '<link rel="prefetch" href="{url}">',
    '<link rel="dns-prefetch" href="{url}">',
    '<video src="{url}" poster="{url}" autoplay></video>',
    '<audio src="{url}" autoplay></audio>',
    '<video><source src="{url}"></video>',
    '<track src="{url}">',
    '<input type="image" src="{url}">',
    '<embed src="{url}">',
    '<object data="{url}"></object>',
    '<iframe src="{url}"></iframe>',
    '<frameset><frame src="{url}"></frameset>',
    '<svg><image href="{url}"/></svg>',
    '<svg><filter><feImage href="{url}"/></filter></svg>',
    '<svg><use href="{url}#a"/></svg>',
    '<svg><style>@import "{url}";</style></svg>',
    '<math><maction actiontype="statusline" xlink:href="{url}">x</maction></math>',
    '<bgsound src="{url}">',
    '<layer src="{url}"></layer>',
    '<img dynsrc="{url}" lowsrc="{url}">',
    '<a href="https://ok.example/" ping="{url}">x</a>',
    '<div data-remote-src="{url}">x</div>',
    '<blockquote cite="{url}">x</blockquote>',
    '<script src="{url}"></script>',
    '<template shadowrootmode="open"><img src="{url}"></template>',
)
ADDRESSES = (
    URL,
    f"//{EVIL}/x.png",
    f"HTTPS://{EVIL}/x.png",
    f"https:\\\\{EVIL}/x.png",
    f"https:/\t/{EVIL}/x.png",
)
WRAPPERS = (
    "{x}",
    "<p>{x}</p>",
    "<b><i>{x}</b></i>",
    "<!--><img-->{x}",
    "<!--[if mso]>{x}<![endif]-->",
    "<![CDATA[{x}]]>",
    "<table><tr><td>{x}</table>",
    "<blockquote>{x}</blockquote>",
    "<font color=red>{x}</font>",
    "\u202e{x}\u202c",
    "<span title='\"&gt;'>{x}</span>",
)
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{x}'>",
    "<svg></p><style><a id='</style>{x}'>",
    "<noscript><p title='</noscript>{x}'>",
    "<textarea><img title='</textarea>{x}'></textarea>",
    "<title><img title='</title>{x}'></title>",
    "<xmp><p title='</xmp>{x}'>",
    "<form><math><mtext></form><form><mglyph><style></math>{x}",
    "<math><annotation-xml encoding='text/html'><style>{x}</style></annotation-xml></math>",
    "<svg><foreignObject><math><mi><style>{x}</style></mi></math></foreignObject></svg>",
    "<template><template>{x}</template></template>",
    "<select><template>{x}</template></select>",
    "<table><caption><svg><desc>{x}",
    "<svg><title><style><img title='</style>{x}'>",
    "<p><svg><style><!--</style>-->{x}",
    "<a><svg><a>{x}",
    "<listing>&lt;{x}</listing>",
    "<iframe><!--</iframe>{x}-->",
    "<noembed><p title='</noembed>{x}'>",
    "<plaintext>{x}",
    "<scr<script>ipt>{x}</scr</script>ipt>",
    "<s<b>cript>{x}</s</b>cript>",
    "<<script>{x}//<</script>",
    "<svg/onload={run}>{x}",
    "<img src=x:{x} onerror={run}//",
    "<img/src='x'/onerror='{run}'/>{x}",
    '<img src="x`" onerror="{run}">{x}',
    "<img src=x onerror\x0b={run}>{x}",
    "<div\x0conclick={run}>{x}</div>",
)
CLOBBERS = tuple(
    f"<{tag} {attribute}={name}>x</{tag}>"
    for tag, attribute, name in product(
        ("a", "img", "form", "div"),
        ("id", "name"),
        ("csrf", "root", "__proto__", "constructor", "location", "body", "cookie", "getElementById"),
    )
)
BIDI = tuple(
    f"<a href='https://{EVIL}/'>{mark}https://bank.example/{mark}</a>"
    for mark in ("\u202e", "\u2066", "\u2067", "\u2069", "\u200f", "\u061c", "\u200b", "\ufeff")
)


def _alarm() -> str:
    return f"<img src=x onerror={RUN}>"


def _scheme_urls() -> Iterator[str]:
    script = f"<script>{RUN}</script>"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>"
    for scheme in SCHEMES:
        yield scheme.format(
            run=RUN,
            b64=base64.b64encode(script.encode()).decode(),
            svg64=base64.b64encode(svg.encode()).decode(),
            svg=quote(svg),
        )


def _bodies() -> Iterator[str]:
    for handler, carrier in product(HANDLERS, CARRIERS):
        yield f"<{carrier} {handler}={RUN}>x</{carrier.split()[0]}>"
    for element in ELEMENTS:
        yield f"<{element}>{RUN}</{element}>"
        yield f"<{element} src={URL} href={URL} data={URL} onload={RUN}>{_alarm()}</{element}>"
        yield f"<{element}/><{element} {element}>{_alarm()}"
    for url, place in product(_scheme_urls(), PLACES):
        yield place.format(url=escape(url, quote=True) if "&" not in url else url.replace('"', "&quot;"))
    for load in LOADS:
        for address in ADDRESSES:
            yield load.format(url=address)
    for wrapper, inner in product(WRAPPERS, (_alarm(), f"<script>{RUN}</script>", f'<img src="{URL}">')):
        yield wrapper.format(x=inner)
    for mutation in MUTATIONS:
        yield mutation.format(x=_alarm(), run=RUN)
        yield mutation.format(x=f'<img src="{URL}">', run=RUN)
    yield from CLOBBERS
    yield from BIDI


BODIES = tuple(dict.fromkeys(_bodies()))
"""All of them, each once."""
