"""Texts that people, pasteboards and attackers send, and that careless code alters, cuts, runs or fails on.

Hand-written tables, and generators where a row would only be repeated in another place or length.
"""

from unicodedata import normalize

INVISIBLE = {
    f"U+{ord(sign):04X}": f"a{sign}b"
    for sign in (
        *map(chr, range(1, 0x20)),
        *map(chr, range(0x7F, 0xA1)),
        *"\xad\u034f\u061c\u115f\u17b4\u180e\u2000\u2007\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
        *"\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2066\u2067\u2068\u2069\u206f\u3000\u3164",
        *"\ufe0f\ufeff\ufff9\ufffc\ufffd\ufffe\uffff\U0001d173\U000e0001\U000e0041\U0001fffe\U0010fffd\U0010ffff",
    )
}
AT_THE_EDGES = {
    f"{where} {name}": text
    for name, sign in {"a space": " ", "a tab": "\t", "a line": "\n", "a no-break space": "\xa0"}.items()
    for where, text in {
        "before": f"{sign}a",
        "behind": f"a{sign}",
        "twice": f"a{sign}{sign}b",
        "alone": sign,
    }.items()
}
NAMES = (
    """
Łukasz Żółć|Þórr Ægirsson|Nguyễn Thị Ánh|Ana María de la O’Reilly-Núñez|D'Arcy|O`Brien|Sørensen ß|İpek Iğdır|ŁÓDŹ
Ελένη Παπαδοπούλου|Ольга Щёткина|Ђорђе Љубић|Գարեգին|ქეთევან|שרה לוי|محمد بن علی|فاطمه زهرا|اردو|नीलम शर्मा|বাংলা নাম
ਗੁਰਪ੍ਰੀਤ|ગુજરાતી|தமிழ்ச்செல்வி|తెలుగు పేరు|ಕನ್ನಡ|മലയാളം|සිංහල|สมชาย ใจดี|ລາວ|မြန်မာ|ខ្មែរ|አማርኛ|ᏣᎳᎩ|ᐃᓄᒃᑎᑐᑦ
王小明|陳大文|髙橋 﨑|鈴木 一郎|ﾃｽﾄ ﾊﾝｶｸ|ひらがな|김철수|ᄀᆞᆷ|ꯃꯩꯇꯩ|ⴰⵎⴰⵣⵉⵖ|𐐔𐐯𐑅𐐨𐑉𐐯𐐻|𠮷野家|X Æ A-12|Jr.|3rd|van 't Hoff|von und zu
Ms. Null|Mr. Test|True|None Nothing|De Los Santos Y García|Brfxxccxxmnpcccclll|A|Ng|O|Jennifer Null|Ῥόδος|ﬁeld
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
EMOJI = (
    "😀 🦶 👣 🦴 👩‍⚕️ 👨‍👩‍👧‍👦 🏴‍☠️ 🏳️‍🌈 🇬🇧 🇫🇷🇩🇪 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 👍🏿👍🏻 1️⃣ ❤️ ☠ ♿ ⚕ 🧑🏾‍🦽 🫀 🩻 🩼 ‼️ ™️ 🀄 𝟘 𝕬 🅰️ ㊗️ 🈳"
).split()
COMPOSED = {
    f"{form} {number}": normalize(form, text)
    for form in ("NFC", "NFD", "NFKC", "NFKD")
    for number, text in enumerate(("Å ế ñ", "ﬃ ① ﷺ", "각 ㍍ Ⅳ", "ſ K Ω"))
}
STACKED = {
    "accents on accents": "e" + "\u0301" * 40,
    "below and above": "a" + "\u0316\u0301" * 20 + "b",
    "an accent alone": "\u0301",
    "a family without end": "\u200d".join(["👩"] * 20),
    "right and left": "abc שלום def \u202eghi\u202c jkl",
    "upside down": "ʇxǝʇ uʍop ǝpısdn",
    "full width": "ｆｕｌｌ　ｗｉｄｔｈ",
    "like Latin": "рaypal Аda",
    "like a comma": "a\uff0cb\u060cc",
    "quotes": "\"'`´‘’“”«»‹›„",
    "dashes": "-‐‑‒–—―−",
    "like a slash": "a\u2044b\u2215c\uff0fd",
}
NUMBERS = """
0 00 -0 +1 1 -1 1.0 1,0 1.000,00 1,000.00 1e3 1E400 -1e-400 0x1F 0b11 0o17 1_000 ١٢٣ １２３ ½ ² Ⅻ 9223372036854775807
9223372036854775808 -9223372036854775809 2147483648 4294967296 18446744073709551616 0.1 .1 1. 1.2.3 1/0 0/0 1#INF NaN nan
Infinity -Infinity inf 1e 1d 1f $1 1% 1° #1 1; 01/02/03 12:60 007 3.14159265358979323846264338327950288
""".split()
WORDS = """
null NULL Null nil None none undefined undef true TRUE True false False yes no on off NaN void constructor prototype
__proto__ __class__ __dict__ toString hasOwnProperty length self this lambda eval exec import class CON PRN AUX NUL COM1
LPT1 admin root administrator postgres sa guest anonymous everyone public system north south clinic_id id pk
""".split()
DATES = """
0000-00-00 0001-01-01 1582-10-10 1600-02-29 1899-12-31 1900-02-29 1969-12-31 1970-01-01 2000-02-29 2023-02-29 2024-02-30
2024-02-29 2024-04-31 2024-13-01 2024-00-10 2024-01-00 2024-1-1 24-01-01 2024/01/01 01.02.2024 9999-12-31 10000-01-01
-0001-01-01 2024-W01-1 2024-001 20240101 2024-01-01T00:00:00Z 2024-01-01T24:00:00Z 2016-12-31T23:59:60Z
2024-03-31T02:30:00+01:00 2024-01-01T00:00:00+14:00 2024-01-01T00:00:00+25:00 2024-01-01T00:00:00-00:00 tomorrow now
""".split()
SQL = (
    """
' | '' | '; -- | ' OR '1'='1 | ' OR 1=1 -- | " OR ""=" | 1; DROP TABLE intake_patient | '); DELETE FROM intake_patient; --
' UNION SELECT NULL -- | 1 UNION ALL SELECT 1,2,3 | admin'-- | \\' OR 1=1 -- | %27%20OR%201=1 | ' || pg_sleep(5) --
'; SELECT pg_sleep(5); -- | ' AND 1=randomblob(100000000) -- | $$ | $1 | %s | %(name)s | ? | :name | @name | % | _ | %% | \\%
LIKE '%' | ESCAPE '' | name__startswith | clinic__slug | pk__in | ~Q() | -id | id;asc | */ | /* | -- | # | 0x27 | CHAR(39)
""".replace("\n", " | ")
    .strip(" |")
    .split(" | ")
)
SCRIPTS = [
    frame.format(act)
    for act in ("alert(1)", "fetch(1)")
    for frame in (
        "<script>{}</script>",
        "<ScRiPt >{}</sCrIpT>",
        '"><script>{}</script>',
        "'><script>{}</script>",
        "</title><script>{}</script>",
        "</textarea><script>{}</script>",
        "<img src=x onerror={}>",
        '<img src="x" onerror="{}">',
        '" onmouseover="{}',
        "' onfocus='{}' autofocus='",
        "<svg onload={}>",
        "<svg/onload={}//",
        "<body onload={}>",
        "<details open ontoggle={}>",
        "<a href=javascript:{}>a</a>",
        "javascript:{}",
        "data:text/html,<script>{}</script>",
        "<iframe srcdoc='<script>{}</script>'>",
        "<!--><script>{}</script>",
        "<math><mtext><script>{}</script>",
        "&lt;script&gt;{}&lt;/script&gt;",
        "\\u003cscript\\u003e{}",
        "%3Cscript%3E{}%3C/script%3E",
        "＜script＞{}＜/script＞",
        "</script><script>{}</script>",
    )
]
COMMANDS = (
    """
`id` | $(id) | ${IFS}id | ;id | |id | ||id | &id | &&id | > /tmp/a | < /etc/passwd | \\n id | *.* | ~ | ~root | !! | $HOME
../ | ../../etc/passwd | ..\\..\\boot.ini | /etc/passwd | file:///etc/passwd | %2e%2e%2f | ....// | C:\\ | \\\\host\\share | a/b
a\\b | . | .. | -rf | --help | -v | {{7*7}} | {% debug %} | {{ settings.SECRET_KEY }} | ${7*7} | #{7*7} | <%= 7*7 %> | @{7*7}
{0} | {0.__class__} | {} | %d | %n%n%n | %x%x | %1$s | ${jndi:ldap://127.0.0.1/a} | =1+1 | =HYPERLINK("a") | +1+1 | @SUM(1) | -1+1
""".replace("\n", " | ")
    .strip(" |")
    .split(" | ")
)
MARKUP = (
    """
{"a": 1} | [1, 2] | {"answers": {}} | "quoted" | \\"quoted\\" | \\u0041 | \\ud83d | \\x00 | \\0 | &amp; | &#0; | &#xD800; | <a b="c">
<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]> | <![CDATA[a]]> | <?xml version="1.0"?> | --- | - a | a: b | !!python/object
&a *a | %00 | %0d%0a | %u0041 | %ff | %c0%ae | a\\ | a;b | a,b | a|b | a&b=c | a=b | #a | ?a | @a | a@b | http://127.0.0.1/ | //a.test
urn:uuid:00000000-0000-0000-0000-000000000000 | 00000000-0000-0000-0000-000000000000 | 00000000000000000000000000000000
{00000000-0000-0000-0000-000000000000} | FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF | (((((((((( | [[[[[[ | a**************b
""".replace("\n", " | ")
    .strip(" |")
    .split(" | ")
)
LENGTHS = {
    f"{length} of {name}": sign * length
    for length in (40, 41, 80, 81, 120, 121, 200, 201, 255, 256, 4_000, 4_001, 30_000)
    for name, sign in {"letters": "x", "accents": "é", "emoji": "😀"}.items()
}
SLOW = {
    "a pattern that nearly fits": "a" * 5_000 + "!",
    "spaces without end": " " * 20_000 + "x",
    "dots without end": "." * 20_000,
    "digits without end": "9" * 20_000,
    "colons without end": "1:" * 8_000,
    "hyphens without end": "0-" * 8_000,
    "lines without end": "\n" * 10_000,
    "brackets without end": "(" * 10_000,
    "escapes without end": "\\" * 10_000,
}


def texts() -> dict[str, str]:
    """Every text by a name."""
    lists = {
        "name": NAMES,
        "emoji": EMOJI,
        "number": NUMBERS,
        "word": WORDS,
        "date": DATES,
        "sql": SQL,
        "script": SCRIPTS,
        "command": COMMANDS,
        "markup": MARKUP,
    }
    named = {f"{kind} {text}": text for kind, found in lists.items() for text in found}
    return {"nothing": ""} | INVISIBLE | AT_THE_EDGES | named | COMPOSED | STACKED | LENGTHS | SLOW
