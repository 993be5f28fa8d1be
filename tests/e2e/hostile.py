"""Messages that try to run, load, ask or look like something of ours; each says Hello."""

from __future__ import annotations

RUN = "window.ran.push(1)"
AWAY = "https://evil.example"
HOSTILE = {
    "script": f"<script>{RUN}</script><script src='{AWAY}/a.js'></script>Hello",
    "handler": f"<img src=x onerror={RUN}><p onclick='{RUN}' onpointerenter={RUN}>Hello</p>",
    "unclosed": f"<b>Hello</b><img src={AWAY}/a.png onerror={RUN} ",
    "javascript link": f"<a href='javascript:{RUN}'>Hello</a>",
    "hidden javascript link": f"<a href='&#x6A;ava&Tab;script&colon;{RUN}'>Hello</a>",
    "control character link": f"<a href='\x01javascript:{RUN}'>Hello</a>",
    "data link": f"<a href='data:text/html,<script>{RUN}</script>'>Hello</a>",
    "vbscript link": "<a href='vbscript:msgbox(1)'>Hello</a>",
    "svg": f"<svg onload={RUN}><animate onbegin={RUN}><use href='{AWAY}/a.svg'/></svg>Hello",
    "svg link": f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>Hello",
    "math": f"<math href='javascript:{RUN}'><mtext><script>{RUN}</script></mtext></math>Hello",
    "form": f"<form action='{AWAY}' id=f>"
    f"<input autofocus onfocus={RUN}><button formaction='{AWAY}'>Hello</button>",
    "iframe": f"<iframe src='{AWAY}' srcdoc='<script>parent.ran.push(1)</script>'></iframe>Hello",
    "object": f"<object data='{AWAY}'></object><embed src='{AWAY}'>Hello",
    "style": f"<style>@import '{AWAY}/a.css'; body {{ display: none }}</style>"
    f"<p style='position: fixed; inset: 0; background: url({AWAY}/b.png)' class=scrim id=app>Hello</p>",
    "meta refresh": f"<meta http-equiv=refresh content='0;url={AWAY}'><base href='{AWAY}'>Hello",
    "stylesheet": f"<link rel=stylesheet href='{AWAY}/a.css'>"
    f"<link rel=preload as=image href='{AWAY}/a.png'>Hello",
    "image": f"<img src='{AWAY}/a.png' srcset='{AWAY}/b.png 2x' alt=Hello>",
    "own image": "<img src='/api/session' alt=Hello>",
    "media": f"<video src='{AWAY}/a.mp4' poster='{AWAY}/p.png' autoplay onplay={RUN}></video>"
    f"<audio src='{AWAY}/a'></audio>Hello",
    "encoded once": f"&lt;script&gt;{RUN}&lt;/script&gt;Hello",
    "encoded twice": f"<p>&amp;lt;img src=x onerror={RUN}&amp;gt;Hello</p>",
    "nested": f"<scr<script>ipt>{RUN}</scr</script>ipt><<b>img src=x onerror={RUN}></b>Hello",
    "mutation noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>Hello',
    "mutation math": "<p>Hello</p><math><mtext><table><mglyph><style><!--</style>"
    f'<img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">',
    "mutation svg": f'<p>Hello</p><svg></p><style><a id="</style><img src=1 onerror={RUN}>"></a></svg>',
    "mutation form": f"<p>Hello</p><form><math><mtext></form><form><mglyph><style></math>"
    f"<img src onerror={RUN}>",
    "template": f"<template shadowrootmode=open><img src=x onerror={RUN}></template>Hello",
    "clobbering": "<form id=f><input name=attributes><input name=parentNode></form>"
    "<a id=app name=cookie>Hello</a>",
    "custom element": f"<x-a is=x-b onclick={RUN} data-x=1 aria-label=x>Hello</x-a>",
    "popover": f"<div popover id=p onbeforetoggle={RUN}>Hello</div><button popovertarget=p>x</button>",
    "override": "<p>Hello \u202egpj.exe</p><a href='https://evil.example/'>\u202emoc.knab &#x202e;</a>",
}
