"""The invented vocabulary of a panel: catalogue names as messy as real ones, people, hosts, letters."""

from __future__ import annotations

NETWORKS = (
    "Instagram",
    "TikTok",
    "YouTube",
    "Telegram",
    "X / Twitter",
    "Facebook",
    "Spotify",
    "Twitch",
    "Discord",
)
GOODS = (
    "Followers",
    "Likes",
    "Views",
    "Comments",
    "Shares",
    "Saves",
    "Story Views",
    "Live Views",
    "Members",
    "Plays",
)
QUALITIES = (
    "Real Mixed",
    "HQ",
    "Old Accounts",
    "Bot",
    "Premium",
    "USA 🇺🇸",
    "Türk 🇹🇷",
    "Brazil 🇧🇷",
    "Worldwide 🌍",
    "Female",
)
MARKS = ("🔥", "⚡", "⭐", "💎", "✅", "🚀", "[NEW]", "🆕", "【 CHEAP 】", "➊", "♻️", "")
SPEEDS = (
    "5K/Day",
    "10K/D",
    "50K a day",
    "100K+ Per Day",
    "𝟮𝟬𝟬𝗞+ 𝗣𝗲𝗿 𝗗𝗮𝘆",
    "𝟏𝐊/𝐇𝐨𝐮𝐫",
    "Speed 1M/Day",
    "Slow",
    "Instant",
    "",
)
REFILLS = (
    "R30",
    "♻️ 30 Days Refill",
    "Refill 365 Days",
    "𝐋𝐢𝐟𝐞𝐭𝐢𝐦𝐞 Refill",
    "No Refill",
    "R∞",
    "90 days ♻️",
    "",
)
STARTS = ("0-1 Hour", "Start: 0-15 min", "INSTANT START", "Start 0-6H", "")
SEPARATORS = (" | ", " - ", " ~ ", "  |  ", " [ ", "\u200b | \u200b", " ➤ ")
ODDITIES = (
    "",
    "",
    "",
    " ",
    "  ",
    "\u200b",
    "\u2060 ",
    " &amp;amp; Safe",
    " &amp; Fast",
    " \ufffd\ufffd",
    "\ufeff",
    "\u00a0",
)
FOREIGN = (
    "Instagram Türk Takipçi | Günlük 20K | 30 Gün Telafili ♻️",
    "Instagram Beğeni | Düşüşsüz ⛔ | Hız: Günlük 50K",
    "Telegram Подписчики | Скорость 10К в день | Гарантия 30 дней",
    "Просмотры ТикТок ⚡ мгновенный старт | до 1М в сутки",
    "فالوور اینستاگرام | سرعت ۵۰۰۰ در روز | جبران ریزش ۳۰ روز",
    "لایک ایرانی ❤️ شروع آنی ‌ | بدون ریزش",
    "متابعين انستقرام عرب | تعويض ٣٠ يوم",
    "𝓘𝓷𝓼𝓽𝓪𝓰𝓻𝓪𝓶 𝓕𝓸𝓵𝓵𝓸𝔀𝓮𝓻𝓼 ✦ 𝔽𝕒𝕤𝕥",
    "ＹｏｕＴｕｂｅ Ｖｉｅｗｓ（Ｎｏｎ Ｄｒｏｐ）",
)
CATEGORIES = (
    "🔥 Best Sellers",
    "Followers [Refill ♻️]",
    "Likes &amp; Views",
    "Türkiye 🇹🇷 Servisleri",
    "Телеграм",
    "Cheapest 💸",
)
SERVICE_TYPES = ("Default",) * 14 + (
    "Package",
    "Custom Comments",
    "Custom Comments Package",
    "Mentions with Hashtags",
    "Mentions Custom List",
    "Mentions Hashtag",
    "Mentions User Followers",
    "Mentions Media Likers",
    "Comment Likes",
    "Poll",
    "Comment Replies",
    "Invites from Groups",
    "Subscriptions",
)
PROVIDERS = (
    "bulkbarn.example",
    "growmill.test",
    "socialdepot.example",
    "fastlane-smm.test",
    "cheapstack.example",
)
PROVIDER_CURRENCIES = ("USD", "USD", "EUR", "INR", "USD")

NAME_HEADS = (
    "al",
    "be",
    "cem",
    "da",
    "el",
    "fin",
    "gul",
    "hana",
    "ivo",
    "jo",
    "kai",
    "lu",
    "mer",
    "nor",
    "ola",
    "pim",
    "ru",
)
NAME_TAILS = (
    "bek",
    "dora",
    "gram",
    "ix",
    "kan",
    "lin",
    "mo",
    "nova",
    "pix",
    "ra",
    "store",
    "tan",
    "vera",
    "wave",
    "zo",
)
MAIL_HOSTS = ("mail.example", "post.test", "inbox.example", "letters.test")
IP_HEADS = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::")
LINK_HOSTS = ("instagram.example", "tiktok.example", "youtube.example", "t.example", "music.example")
CREATION_TYPES = ("web", "web", "web", "api", "api", "mass", "dripfeed", "subscription")
METHODS = (
    "Crypto USDT (TRC20)",
    "card_gateway ",
    "BankTransfer",
    "perfectcoin",
    "Bonus",
    "Manual  Payment",
    "Kart / Havale",
)
MEMOS = ("", "", "", "txn {n}", "Ödeme #{n}", "gift 🎁", "<b>bonus</b> {n}", "перевод {n}")
STAFF = ("Support", "Mira", "Deniz T.", "Админ")
COMMENTS = (
    "Great! 🔥",
    "çok güzel 😍",
    "круто",
    "عالی بود 👏",
    "nice one :)",
    "\u200bwow",
    "love it ❤️❤️",
    "10/10",
)
FAILURES = (
    "neworder.error.not_enough_funds",
    "Incorrect service ID",
    "neworder.error.link_duplicate",
    "cURL error 28",
)
CANCEL_REASONS = ("Wrong link", "Private account", "Provider cannot deliver", "Duplicate order")
