"""LINE's rich menu calls, as far as `krutham richmenu` and the phone need them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from bot.local_line.messaging_api import answered, guard_api
from bot.local_line.platform import Platform

LARGEST_PICTURE = 1_000_000


def menu_api(platform: Platform) -> Blueprint:
    """The blueprint of /v2/bot/richmenu and of who sees which menu."""
    blueprint = Blueprint("menu_api", __name__, url_prefix="/v2/bot")
    guard_api(blueprint, platform)
    _add_menus(blueprint, platform)
    _add_aliases(blueprint, platform)
    _add_links(blueprint, platform)
    return blueprint


def _add_menus(blueprint: Blueprint, platform: Platform) -> None:
    menus = platform.menus

    @blueprint.post("/richmenu/validate")
    def validate() -> Response:
        """Menus are not judged here; the tests hold them against LINE's specification."""
        return answered(200, {})

    @blueprint.post("/richmenu")
    def create() -> Response:
        return answered(200, {"richMenuId": menus.create(request.get_json())})

    @blueprint.get("/richmenu/list")
    def listed() -> Response:
        return answered(200, {"richmenus": [menus.get(menu) for menu in menus.objects]})

    @blueprint.get("/richmenu/<menu>")
    def one(menu: str) -> Response:
        return answered(200, menus.get(menu))

    @blueprint.delete("/richmenu/<menu>")
    def delete(menu: str) -> Response:
        menus.delete(menu)
        return answered(200, {})

    @blueprint.post("/richmenu/<menu>/content")
    def upload(menu: str) -> Response:
        menus.get(menu)
        picture = request.get_data()
        if not 0 < len(picture) <= LARGEST_PICTURE or menu in menus.pictures:
            return answered(400, {"message": "An image of at most 1 MB is needed, and only once"})
        menus.pictures[menu] = lambda: picture
        return answered(200, {})

    @blueprint.get("/richmenu/<menu>/content")
    def picture(menu: str) -> Response:
        return Response(menus.picture(menu), mimetype="image/png")


def _add_aliases(blueprint: Blueprint, platform: Platform) -> None:
    menus = platform.menus

    @blueprint.post("/richmenu/alias")
    def create_alias() -> Response:
        read = request.get_json()
        if read["richMenuAliasId"] in menus.aliases:
            return answered(400, {"message": "conflict richmenu alias id"})
        menus.get(read["richMenuId"])
        menus.aliases[read["richMenuAliasId"]] = read["richMenuId"]
        return answered(200, {})

    @blueprint.get("/richmenu/alias/list")
    def aliases() -> Response:
        listed = [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in menus.aliases.items()]
        return answered(200, {"aliases": listed})

    @blueprint.get("/richmenu/alias/<alias>")
    def one_alias(alias: str) -> Response:
        return answered(200, {"richMenuAliasId": alias, "richMenuId": menus.alias(alias)})

    @blueprint.post("/richmenu/alias/<alias>")
    def move_alias(alias: str) -> Response:
        menus.alias(alias)
        menu = request.get_json()["richMenuId"]
        menus.get(menu)
        menus.aliases[alias] = menu
        return answered(200, {})

    @blueprint.delete("/richmenu/alias/<alias>")
    def delete_alias(alias: str) -> Response:
        menus.alias(alias)
        del menus.aliases[alias]
        return answered(200, {})


def _add_links(blueprint: Blueprint, platform: Platform) -> None:
    menus = platform.menus

    @blueprint.post("/user/<user_id>/richmenu/<menu>")
    def link(user_id: str, menu: str) -> Response:
        if user_id == "all":
            menus.get(menu)
            menus.default = menu
        else:
            menus.link(user_id, menu)
        return answered(200, {})

    @blueprint.get("/user/<user_id>/richmenu")
    def linked(user_id: str) -> Response:
        found = menus.default if user_id == "all" else menus.linked.get(user_id)
        return answered(200, {"richMenuId": found}) if found else answered(404, {"message": "no richmenu"})

    @blueprint.delete("/user/<user_id>/richmenu")
    def unlink(user_id: str) -> Response:
        if user_id == "all":
            menus.default = None
        else:
            menus.linked.pop(user_id, None)
        return answered(200, {})
