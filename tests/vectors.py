"""Classic cross-site-scripting vectors (OWASP's filter evasion list and heirs), and a judge of what is left.

Every vector tries to run `alert`; `alive(html)` parses a piece of a page as a browser does and names what
could run or load in it.
"""

import re
from collections.abc import Iterator

import html5lib

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "<script >alert(1)</script >",
    "<script/xss src=//evil.example/x.js></script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)//",
    "<script\x00>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror=alert(1) data-picture=1>",
    "<img/src=x/onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<img src=`x` onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<img lowsrc='javascript:alert(1)' dynsrc='javascript:alert(1)'>",
    "<img srcset='x 1x' src onerror=alert(1)//",
    "<image src=x onerror=alert(1)>",
    '<img data-picture="1&quot; onerror=&quot;alert(1)" onerror=alert(1)>',
    "<figure><img data-picture=1 src=//evil.example onload=alert(1)><figcaption onclick=alert(1)>a</figure>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x0D;script:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#0000106&#0000097vascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='javascript&#x3a;alert&lpar;1&rpar;'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='/\t/evil.example'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href='blob:https://evil.example/1'>x</a>",
    "<a href='filesystem:https://evil.example/x'>x</a>",
    "<a href='https://example.org/\" onmouseover=\"alert(1)'>x</a>",
    '<a href="https://example.org" onclick="alert(1)" style="position:fixed" target="_blank">x</a>',
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<a href=https://example.org ping=https://evil.example>x</a>",
    "<p onclick=alert(1)>x</p>",
    "<p onmouseover\x0b=alert(1)>x</p>",
    "<p/onpointerenter=alert(1)>x",
    "<h2 id=x tabindex=0 onfocus=alert(1) autofocus>x</h2>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='behavior:url(x.htc);-moz-binding:url(x.xml#a)'>x</p>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url('javascript:alert(1)')}</style>",
    "<style><img src='</style><img src=x onerror=alert(1)//'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=import href=data:text/html,<script>alert(1)</script>>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1);//'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<object data=javascript:alert(1)></object>",
    "<object type='text/html' data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x.class></applet>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=alert(1)></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x'></svg>",
    "<svg><foreignObject><iframe onload=alert(1)></iframe></foreignObject></svg>",
    "<svg><style><img title='</style><img src onerror=alert(1)>'></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><maction actiontype='statusline#' xlink:href='javascript:alert(1)'>x</maction></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<noembed><p title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button form=x formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus><option><img src=x onerror=alert(1)></select>",
    "<keygen autofocus onfocus=alert(1)>",
    "<isindex action=javascript:alert(1) type=image>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<body background='javascript:alert(1)'>",
    "<html onmouseover=alert(1)><p>x",
    "<table background='javascript:alert(1)'><tr><td background='javascript:alert(1)'>x</td></tr></table>",
    "<table><tr><td><script>alert(1)</script></td></tr></table>",
    "<table><td><select><mtext></table><img src=x onerror=alert(1)>",
    "<custom-element onclick=alert(1) is=x>x</custom-element>",
    "<p slot=x><slot onslotchange=alert(1)></slot></p>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><p>x",
    "<? <img src=x onerror=alert(1)> ?>",
    "<% <img src=x onerror=alert(1)> %>",
    "<xml id=x><a><b>&lt;script>alert(1)&lt;/script>;</b></a></xml>",
    "<ol start='1\" onclick=\"alert(1)'><li onclick=alert(1)>x</ol>",
    "<th colspan='2 onclick=alert(1)'>x",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\xbcscript\xbealert(1)\xbc/script\xbe",
    "＜script＞alert(1)＜/script＞",
    "<ſcript>alert(1)</ſcript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}{% load x %}<p>x</p>",
    "<b><i><u><p><a href=javascript:alert(1)><table><svg onload=alert(1)>",
    "<blockquote cite='javascript:alert(1)'><q cite='javascript:alert(1)'>x</q></blockquote>",
    "<del cite='javascript:alert(1)'>x</del><ins cite='javascript:alert(1)' onclick=alert(1)>y</ins>",
    "<div id=x style='animation-name:x' onanimationstart=alert(1)>x</div>",
    "<div " + "a" * 9000 + " onclick=alert(1)>x</div>",
    "<div>" * 600 + "<img src=x onerror=alert(1)>",
]

DEADLY = {
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "link",
    "meta", "base", "template", "noscript", "form", "input", "button", "select", "textarea", "video", "audio",
    "source", "portal", "xmp", "plaintext", "noembed", "noframes", "marquee", "dialog", "details",
    "isindex", "keygen",
}  # fmt: skip
ADDRESSES = {
    "href", "src", "srcset", "action", "formaction", "poster", "background", "cite", "data", "ping",
    "xlink:href",
}  # fmt: skip
NEVER = {"style", "srcdoc", "id", "is", "slot", "autofocus", "target"}
SAFE_ADDRESS = re.compile(r"(https?://|mailto:|tel:|/(?!/)(?!\\))", re.IGNORECASE)


def alive(html: str) -> list[str]:
    """What in a piece of HTML could run, load from elsewhere or change the page; empty when it is harmless.

    `<picture>` with its `<source>` and the addresses of our own files are what pages consist of.
    """
    return list(_alive(html))


def _alive(html: str) -> Iterator[str]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield "comment"
            continue
        name = element.tag.lower()
        own_source = name == "source" and parents[element].tag == "picture"
        if name in DEADLY and not own_source:
            yield f"<{name}>"
        for attribute, value in element.attrib.items():
            known = str(attribute).lower()
            if known.startswith("on") or known in NEVER:
                yield f"{name}[{known}]"
            elif known in ADDRESSES and not _is_harmless(known, value):
                yield f"{name}[{known}={value}]"


def _is_harmless(name: str, value: str) -> bool:
    addresses = value.split(",") if name == "srcset" else [value]
    return all(SAFE_ADDRESS.match(address.strip()) for address in addresses)
