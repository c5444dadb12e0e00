"""Everything the bot itself says, in Thai. What it says of the subject comes from the report, never from here."""

from __future__ import annotations

from knowledge.models import Agency, Section

BOT_NAME = "ครูถาม"

# ---------------------------------------------------------------- names of things

SECTION_NAMES: dict[Section, str] = {
    "progress": "ความก้าวหน้า",
    "factors": "ปัจจัยความสำเร็จ",
    "problems": "ปัญหาและวิธีแก้",
    "best_practice": "แบบอย่างที่ดี",
    "recommendations": "ข้อเสนอแนะ",
}
SECTION_COMMANDS: dict[Section, str] = {
    "progress": "ความก้าวหน้า",
    "factors": "ปัจจัย",
    "problems": "ปัญหา",
    "best_practice": "แบบอย่าง",
    "recommendations": "ข้อเสนอแนะ",
}
"""What is typed after a focus point's number to open that section of it: "1.3 ปัญหา"."""

AGENCY_COMMANDS: dict[Agency, str] = {
    "primary1": "เขต 1",
    "primary2": "เขต 2",
    "secondary": "สพม.",
    "private": "เอกชน",
    "vocational": "อาชีวะ",
    "lifelong": "สกร.",
    "provincial": "ศธจ.",
}
"""What is typed after a focus point's number to see what one office did: "1.3 เขต 2"."""

LEVEL_NAMES = {"area": "ระดับพื้นที่", "policy": "ระดับนโยบาย"}

# ---------------------------------------------------------------- buttons and small labels

READ_ON = "อ่านต่อ"
READ_IN_REPORT = "อ่านในรายงาน"
SHOW_ALL = "ดูทั้งหมด"
COPY = "คัดลอก"
SHARE = "แชร์"
USEFUL = "👍"
NOT_USEFUL = "👎"
FIGURES = "ตัวเลขสำคัญ"
MENU = "เมนู"
HELP = "ช่วยเหลือ"
ABOUT = "เกี่ยวกับบอท"
MY_DATA = "ข้อมูลของฉัน"
DELETE_MY_DATA = "ลบข้อมูลของฉัน"
BE_SILENT = "เงียบ"
SPEAK_AGAIN = "พูดได้"
POLICIES = "นโยบายทั้งหมด"
SUMMARY = "ภาพรวม"
CALL = "โทร"
OPEN = "เปิด"
APP = "แอป"
PROBLEM = "ปัญหา"
REMEDY = "วิธีแก้"
OWNER = "เจ้าของผลงาน"
SAYS_NONE = "รายงานระบุว่า ไม่มี"


def focus_point_label(number: str) -> str:
    """How a focus point is called in a line of small print."""
    return f"จุดเน้น {number}"


def policy_label(number: int) -> str:
    """How a policy is called, and what is typed to open it."""
    return f"นโยบาย {number}"


def previous_label(number: str) -> str:
    """The button to the focus point before."""
    return f"◀ {number}"


def next_label(number: str) -> str:
    """The button to the focus point after."""
    return f"{number} ▶"


def place_in_report(place: str) -> str:
    """Where an excerpt stands: "รายงาน ข้อ 1.1.1 · 1.5.1)"."""
    return f"รายงาน {place}"


def still_more(count: int) -> str:
    """The button to what is left of a list."""
    return f"ดูต่ออีก {count} ข้อ"


def page_of(first: int, last: int, total: int) -> str:
    """Which items of a list are being shown."""
    return f"ข้อ {first}–{last} จาก {total}" if first != last else f"ข้อ {first} จาก {total}"


def listed(count: int) -> str:
    """How many things an answer lists, each of them a tap."""
    return f"มี {count} เรื่อง แตะเพื่อเปิดดู"


def rows_counted(count: int) -> str:
    """How many rows a table has."""
    return f"ทั้งหมด {count} แถว"


# ---------------------------------------------------------------- small talk

GREETING = "สวัสดีค่ะ อยากรู้เรื่องอะไรในรายงาน พิมพ์ถามได้เลย หรือแตะด้านล่างนี้ค่ะ"
THANKS = "ยินดีค่ะ มีอะไรถามได้เสมอนะคะ"
BYE = "ขอบคุณที่แวะมานะคะ ไว้คุยกันใหม่ค่ะ"
ACKNOWLEDGE = "ค่ะ ถ้าอยากรู้เรื่องไหนเพิ่ม พิมพ์มาได้เลย"
PRAISE = "ขอบคุณค่ะ ดีใจที่ช่วยได้ 😊"


def welcome(province: str, again: bool) -> str:
    """The first line of the welcome, for a new friend or one who came back."""
    hello = "ยินดีต้อนรับกลับมาค่ะ" if again else f"สวัสดีค่ะ นี่คือ{BOT_NAME}"
    return f"{hello} ถามเรื่องงานการศึกษาของจังหวัด{province}ได้เลย" if province else f"{hello} ถามได้เลย"


def report_name(year: int | None, round_: int | None) -> str:
    """The report in short, as citations name it."""
    when = f" ปีงบประมาณ พ.ศ. {year}" if year else ""
    which = f" รอบที่ {round_}" if round_ else ""
    return f"รายงานผลการดำเนินงานตามนโยบายการตรวจราชการ{when}{which}"


WELCOME_HOW = "ตอบจากรายงานตรวจราชการเท่านั้น บอกที่มาทุกครั้ง และบอกตรง ๆ เมื่อรายงานไม่ได้พูดถึง"
WELCOME_TRY = "แตะเพื่อเริ่ม"
GROUP_HELLO = (
    f"สวัสดีค่ะ {BOT_NAME}ตอบคำถามจากรายงานตรวจราชการการศึกษา\n"
    "ถามได้โดยแท็กชื่อบอทแล้วตามด้วยคำถาม ถ้าไม่แท็ก บอทจะไม่รบกวนค่ะ\n"
    "ให้หยุดพูด แท็กแล้วพิมพ์ “เงียบ” · ให้พูดอีก แท็กแล้วพิมพ์ “พูดได้”"
)
MEMBER_HELLO = f"ยินดีต้อนรับค่ะ อยากรู้เรื่องในรายงาน แท็ก{BOT_NAME}แล้วถามได้เลย"
EMPTY_MENTION = "ค่ะ อยากรู้เรื่องอะไร แท็กแล้วพิมพ์คำถามตามมาได้เลย"
MUTED = "รับทราบค่ะ จะเงียบไว้ เมื่ออยากให้ตอบอีก แท็กแล้วพิมพ์ “พูดได้”"
UNMUTED = "กลับมาแล้วค่ะ แท็กแล้วถามได้เลย"
ONLY_IN_GROUPS = "คำสั่งนี้ใช้ในกลุ่มค่ะ ที่นี่ถามได้ตามปกติเลย"

HELP_TITLE = "ถามแบบไหนก็ได้"
HELP_WAYS: tuple[tuple[str, str], ...] = (
    ("พิมพ์ถามตามที่พูด", "เช่น “เด็กเครียดส่งต่อใคร”"),
    ("พิมพ์เลขจุดเน้น", "เช่น 1.3 หรือ 1.3 ปัญหา หรือ 1.3 เขต 2"),
    ("เปิดดูทั้งเล่ม", "พิมพ์ เมนู หรือ นโยบาย 3"),
    ("ถามต่อจากเดิม", "เช่น “แล้วเขต 2 ล่ะ” หรือ “อ่านต่อ”"),
    ("ดูตัวเลข", "เช่น 1.1 ตัวเลข"),
    ("ข้อมูลของคุณ", "พิมพ์ ข้อมูลของฉัน หรือ ลบข้อมูลของฉัน"),
)

# ---------------------------------------------------------------- about and privacy

ABOUT_TITLE = "เกี่ยวกับบอทและข้อมูลของคุณ"


def about_source(report: str, province: str) -> str:
    """What the bot answers from."""
    where = f" จังหวัด{province}" if province else ""
    return f"ตอบจาก{report}{where} เพียงเล่มเดียว ข้อความคัดจากรายงานโดยตรง ไม่ได้แต่งขึ้น"


def about_keeping(days: int) -> str:
    """What is kept of a person, and how long."""
    return (
        f"เก็บคำถามไว้ไม่เกิน {days} วันเพื่อปรับปรุงคำตอบ โดยไม่เก็บชื่อและไม่เก็บรหัสผู้ใช้ในรูปที่ย้อนกลับได้ "
        "เมื่อยกเลิกข้อความหรือบล็อกบอท ข้อมูลจะถูกลบ"
    )


def about_operator(name: str) -> str:
    """Who runs the bot."""
    return f"ผู้ดูแล: {name}"


def about_contact(contact: str) -> str:
    """How to reach who runs the bot."""
    return f"ติดต่อผู้ดูแล: {contact}"


DATA_KINDS = {"questions": "คำถาม", "feedback": "ความเห็นต่อคำตอบ", "conversation": "ความจำบทสนทนาล่าสุด"}
NO_DATA = "ตอนนี้ไม่มีข้อมูลของคุณเก็บอยู่ค่ะ"
DELETED = "ลบข้อมูลของคุณทั้งหมดแล้วค่ะ"
NOTHING_TO_DELETE = "ไม่มีข้อมูลของคุณให้ลบค่ะ"


def data_kept(parts: list[str], days: int) -> str:
    """What is stored of the person who asks."""
    return f"ข้อมูลของคุณที่เก็บอยู่: {' · '.join(parts)}\nเก็บไม่เกิน {days} วัน ลบได้ทันทีโดยพิมพ์ “{DELETE_MY_DATA}”"


def data_part(kind: str, count: int) -> str:
    """One kind of stored data with its count."""
    return f"{DATA_KINDS.get(kind, kind)} {count} รายการ"


# ---------------------------------------------------------------- answers

NOT_FOUND = "รายงานเล่มนี้ไม่ได้พูดถึงเรื่องนี้ค่ะ"
NOT_FOUND_NEAR = "เรื่องใกล้เคียงที่มีในรายงาน"
NOT_FOUND_TRY = "ลองถามด้วยคำอื่น หรือดูหัวข้อทั้งหมดที่ “เมนู”"
CLARIFY = "หมายถึงเรื่องไหนคะ"
NO_CONTACT = "รายงานไม่ได้ระบุช่องทางติดต่อไว้ค่ะ"
FROM_OUTSIDE = "ข้อมูลจากภายนอกรายงาน"
NAMED_IN_REPORT = "รายงานกล่าวถึง"
DANGER_FIRST = "ถ้ามีอันตรายตอนนี้ โทรก่อนเลยค่ะ"
DANGER_THEN = "จากรายงาน"
SAFETY_CHANNELS = "ช่องทางแจ้งเหตุ"
CONTACTS = "ติดต่อที่ไหน"
FIGURES_TITLE = "ตัวเลขสำคัญ"
WHAT_OFFICE_DID = "ดำเนินการอะไรบ้าง"
SECTIONS_TITLE = "ดูต่อเรื่องนี้"
POLICIES_TITLE = "นโยบายในรายงาน"
RESPONSIBLE = "หน่วยงานที่เกี่ยวข้อง"
HERE_ALL = "เนื้อหาส่วนนี้จบแล้วค่ะ ถามเรื่องอื่นต่อได้เลย"
NOTHING_TO_READ_ON = "ยังไม่มีเรื่องที่อ่านค้างไว้ค่ะ พิมพ์คำถาม หรือ “เมนู” ได้เลย"
EMERGENCY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("191", "ตำรวจ เหตุด่วนเหตุร้าย"),
    ("1669", "เจ็บป่วยฉุกเฉิน"),
    ("199", "ดับเพลิง"),
    ("1300", "ช่วยเด็กและผู้ถูกทำร้าย (พม.)"),
    ("1323", "สายด่วนสุขภาพจิต"),
)
"""Thailand's public emergency lines: shown when danger speaks and no contact list names them."""


def lacks(what: str) -> str:
    """The honest near miss: the topic is in the report, the asked-for fact is not."""
    return f"รายงานไม่ได้ระบุ{what}ค่ะ"


def not_told_in(focus_point: str, section: Section | None, office: str) -> str:
    """A focus point is in the report, but not this part of it or this office's work."""
    part = SECTION_NAMES[section] if section else "การดำเนินงาน"
    return f"{focus_point_label(focus_point)} ไม่ได้กล่าวถึง{part}{f'ของ {office}' if office else ''} ไว้ค่ะ"


def formal_copy(text: str, report: str, province: str, place: str) -> str:
    """A sentence ready for a memo: what the report says, with its place."""
    where = f" จังหวัด{province}" if province else ""
    return f"ตาม{report}{where} {place} ระบุว่า “{text}”"


# ---------------------------------------------------------------- feedback and old buttons

FEEDBACK_UP = "ขอบคุณค่ะ 🙏"
FEEDBACK_DOWN = "ขอบคุณที่บอกค่ะ ไม่ตรงตรงไหนคะ (ไม่ตอบก็ได้)"
FEEDBACK_REASON = "รับทราบแล้วค่ะ จะนำไปปรับปรุง"
FEEDBACK_REASONS: tuple[tuple[str, str], ...] = (
    ("wrong_topic", "คนละเรื่อง"),
    ("incomplete", "ไม่ครบ"),
    ("unclear", "อ่านยาก"),
    ("too_long", "ยาวไป"),
    ("other", "อื่น ๆ"),
)
OLD_BUTTON = "ปุ่มนี้มาจากข้อความเก่าและเปิดไม่ได้แล้วค่ะ พิมพ์คำถามอีกครั้ง หรือพิมพ์ “เมนู” ได้เลย"

# ---------------------------------------------------------------- not text

STICKER = "ขอบคุณสำหรับสติกเกอร์ค่ะ 😊 อยากรู้เรื่องไหน พิมพ์ถามได้เลย"
PICTURE = "ดูรูปยังไม่เป็นค่ะ ช่วยพิมพ์เป็นคำถามสั้น ๆ ได้ไหมคะ"
VIDEO = "ดูวิดีโอยังไม่เป็นค่ะ ช่วยพิมพ์เป็นคำถามสั้น ๆ ได้ไหมคะ"
VOICE = "ฟังเสียงยังไม่เป็นค่ะ ช่วยพิมพ์เป็นคำถามได้ไหมคะ"
FILE = "เปิดไฟล์ไม่ได้ค่ะ ถ้ามีคำถาม พิมพ์มาได้เลย"
LOCATION = "ขอบคุณสำหรับตำแหน่งค่ะ แต่ตอบได้เฉพาะเรื่องในรายงาน พิมพ์คำถามมาได้เลย"
UNKNOWN_MESSAGE = "ยังอ่านข้อความแบบนี้ไม่ได้ค่ะ ช่วยพิมพ์เป็นคำถามได้ไหมคะ"
EMPTY_TEXT = "พิมพ์คำถามมาได้เลยค่ะ"

# ---------------------------------------------------------------- when the bot itself is in trouble

BUSY = "ตอนนี้มีคนถามพร้อมกันมาก ขอโทษด้วยค่ะ ถามใหม่อีกครั้งในอีกสักครู่นะคะ"
SLOW_DOWN = "ข้อความมาเร็วมากเลยค่ะ รอสักครู่แล้วค่อยถามต่อนะคะ"
SORRY = "ขอโทษค่ะ ตอบข้อนี้ไม่สำเร็จ ถามใหม่อีกครั้ง หรือพิมพ์ “เมนู” นะคะ"
