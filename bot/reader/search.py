"""The search box: one question to the engine, its answer as a page."""

from __future__ import annotations

from bot.reader.rendering import Renderer
from handlers.desk import Engine
from knowledge.models import Answer

LONGEST_QUESTION = 300


def answer_page(renderer: Renderer, engine: Engine, typed: str) -> str:
    """The page that answers what was typed; without a question, a page to type one."""
    question = " ".join(typed.split())[:LONGEST_QUESTION]
    answer = engine.ask(question) if question else None
    return renderer.page(
        "search.html",
        question=question,
        longest=LONGEST_QUESTION,
        answer=answer,
        leading=leading(answer) if answer else (),
    )


def leading(answer: Answer) -> tuple[str, ...]:
    """The lines that come first: the answer's point, unless an excerpt below begins with the same words."""
    if any(answer.point and answer.point in excerpt.text for excerpt in answer.excerpts):
        return ()
    return tuple(line for line in answer.point.split("\n") if line.strip())
