"""How the ministry's offices are written in reports: the wordings of each, tolerant of the scan's stray spaces.

Patterns, not names: the names of a province's own offices are read from its report.
"""

from __future__ import annotations

from typing import Final

from knowledge.models import Agency

AREA_OFFICES: Final[tuple[Agency, ...]] = ("primary1", "primary2", "secondary")
"""The offices under สพฐ.: what "สถานศึกษาสังกัด สพฐ." and "สำนักงานเขตพื้นที่การศึกษา" stand for."""

OFFICE: Final = r"(?:ส(?:ำ|ํา)นักงาน(?:งาน)?\s*)"
AREA: Final = OFFICE + r"?เขต\s*พื้นที่\s*(?:(?:การ\s*)?ศึกษา)?\s*"

PRIMARY: Final = rf"(?:{AREA}ประถม\s*ศึกษา|สพป\s*\.?)"
SECONDARY: Final = rf"(?:{AREA}มัธยม\s*ศึกษา|สพม\s*\.?)"
AREA_ANY: Final = rf"(?:{AREA}(?!\s*(?:ประถม|มัธยม))|{OFFICE}คณะกรรมการ\s*การ\s*ศึกษา\s*ขั้น\s*พื้น\s*ฐาน|สพฐ\s*\.|สพท\s*\.)"

PRIVATE: Final = (
    rf"(?:{OFFICE}คณะกรรมการ\s*ส่งเสริม\s*การ\s*ศึกษา\s*เอกชน|(?:สถานศึกษา|โรงเรียน)\s*เอกชน"
    r"|การศึกษาเอกชน|(?<![ก-๙])สช\s*\.)"
)
VOCATIONAL: Final = (
    rf"(?:{OFFICE}?(?:คณะกรรมการ\s*)?(?:การ\s*)?อาชีวศึกษา(?!\s*(?:ระบบ|ทวิภาคี|เพื่อการพัฒนา|พิเศษ|และวิชาชีพ))"
    r"|วิทยาลัย(?:การอาชีพ|สารพัดช่าง|เทคนิค|เกษตรและเทคโนโลยี|อาชีวศึกษา|พณิชยการ)|(?<![ก-๙])สอศ\s*\.)"
)
LIFELONG: Final = (
    rf"(?:{OFFICE}ส่งเสริม\s*(?:การ\s*เรียนรู้|การ\s*ศึกษา(?!\s*เอกชน|\s*นอกระบบ))"
    rf"|{OFFICE}ส่งเสริม\s*การศึกษานอกระบบ[ก-๙]*|(?<![ก-๙])(?:กศน|สกร)\s*\.)"
)
PROVINCIAL: Final = rf"(?:{OFFICE}ศึกษาธิการ\s*(?=จังหวัด)|ศธจ\s*\.?)"

_CARRIER: Final = (
    r"(?:หน่วยงาน|สถานศึกษา|โรงเรียน|วิทยาลัย|ครู|บุคลากร|ผู้บริหาร|ผู้เรียน|นักเรียน|การดำเนินงาน|การดำเนินการ)"
    r"(?:(?:ทาง)?การศึกษา|คุณภาพ|ผู้สอน|พื้นที่)?"
)
CARRIERS: Final = rf"(?:(?:{_CARRIER}|(?:ใน)?ระดับ)(?:\s*(?:/|และ|ที่|ใน|สังกัด|ของ|ระดับ)\s*(?:{_CARRIER})?)*)"
"""Words that lead up to an office and make it the subject: "สถานศึกษาในสังกัด…", "การดำเนินงานของ…"."""

_VERBS: Final = (
    "ได้", "มี", "จัด", "ดำเนิน", "ส่งเสริม", "ร่วมมือ", "ร่วมกับ", "เผยแพร่", "มุ่งเน้น", "เน้น", "ประชุม", "นำ", "คัดเลือก",
    "คัดกรอง", "เพิ่ม", "ลด", "ขับเคลื่อน", "กำหนด", "สร้าง", "แต่งตั้ง", "ตั้ง", "อบรม", "ปลูกฝัง", "ใช้", "ประสาน", "พัฒนา",
    "เปิด", "ประกาศ", "รวบรวม", "ประชาสัมพันธ์", "อยู่ในระหว่าง", "อยู่ระหว่าง", "มอบ", "สำรวจ", "ให้การ", "ให้บริการ",
    "ให้คำ", "ออก", "ทำ", "ยกเลิก", "ยกระดับ", "ประเมิน", "ติดตาม", "นิเทศ", "กำกับ", "ตรวจ", "ลงพื้นที่", "ลงนาม",
    "วิเคราะห์", "วาง", "ปรับ", "แจ้ง", "เชิญ", "เสริม", "บูรณาการ", "ฝึก", "สอน", "ต่อยอด", "แก้", "ช่วย", "บริหาร",
    "ผลิต", "สรุป", "รายงาน", "เตรียม", "เร่ง", "เชื่อม", "บันทึก", "จ้าง", "ทดลอง", "ริเริ่ม", "ถ่ายทอด", "อำนวย",
    "กระตุ้น", "ชี้แจง", "ทบทวน", "รณรงค์", "เยี่ยม", "คุ้มครอง", "เฝ้าระวัง", "ป้องกัน", "ค้นหา", "ยึด",
)  # fmt: skip
VERBS: Final = r"(?:จึง|ก็|ยัง|จะ|กำลัง|ต้อง|ควร)*(?:" + "|".join(_VERBS) + ")"
"""What the subject of a statement is followed by; partners in a list are not."""

PARTNER_BEFORE: Final = (
    "และ", "กับ", "ของ", "ใน", "สังกัด", "จาก", "คือ", "แก่", "หรือ", "ให้", "ที่", "ต่อ", "โดย", "“", "(", "/", ",", "ณ", "ได้แก่",
    "ประกอบด้วย", "เช่น", "อาทิ",
)  # fmt: skip
"""What stands before an office that is named as a partner, an owner or a place, not as the one who acts."""

LEADS_IN: Final = ("ดังนี้", "ได้แก่", "เช่น", "โดย", "คือ", ":", "อาทิ", "ดังต่อไปนี้")
"""What a sentence ends with that only leads up to the statements behind it."""

OFFICE_KINDS: Final[tuple[tuple[str, str], ...]] = (
    (r"ประถม", "primary"),
    (r"มัธยม", "secondary"),
    (r"เอกชน", "private"),
    (r"อาชีว", "vocational"),
    (r"ส่งเสริมการเรียนรู้|ศึกษานอกระบบ|กศน|สกร", "lifelong"),
    (r"ศึกษาธิการ", "provincial"),
)
"""By which word an office in the report's own list is recognised; a primary office's number makes its key."""

RESPONSIBLE_WORDS: Final[tuple[tuple[str, tuple[Agency, ...]], ...]] = (
    (r"สพฐ", AREA_OFFICES),
    (r"สอศ", ("vocational",)),
    (r"กศน|สกร|ส่งเสริมการเรียนรู้", ("lifelong",)),
    (r"สช", ("private",)),
)
"""The overview's last column ("สพฐ./สอศ./สป. (กศน./สช.)") as offices."""
