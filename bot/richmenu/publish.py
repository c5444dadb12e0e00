"""Puts the rich menu where it belongs at LINE, and takes it away; whatever already stands is left alone.

Creating and deleting menus is limited to 100 an hour, so a menu carries a digest of what it shows in its name: the same
name is the same menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    RichMenuRequest,
    UpdateRichMenuAliasRequest,
)
from urllib3.exceptions import HTTPError

from bot.errors import StartError
from bot.richmenu.layout import PREFIX, alias_of, menu_object
from handlers.menu_tabs import Tab

LINE_API, LINE_DATA_API = "https://api.line.me", "https://api-data.line.me"
CONNECT_AND_READ = (5, 30)
"""Seconds; an upload of a megabyte from a slow line takes some."""

Say = Callable[[str], None]


class Publisher:
    """The rich menu of one channel at LINE (or at the stand-in that `api` names)."""

    def __init__(self, api: str, token: str, say: Say) -> None:
        data = LINE_DATA_API if api.rstrip("/") == LINE_API else api
        self._api = MessagingApi(ApiClient(Configuration(host=api, access_token=token)))
        self._blob = MessagingApiBlob(ApiClient(Configuration(host=data, access_token=token)))
        self._say = say

    def push(self, tabs: Sequence[Tab], draw: Callable[[Tab], bytes]) -> None:
        """Create, upload, alias and set as default what is not there yet; delete menus of ours that were replaced.

        Raises StartError with LINE's own words when LINE refuses.
        """
        self._told(lambda: self._push(tuple(tabs), draw))

    def remove(self) -> None:
        """Take away the default, the aliases and every menu of ours; what others made stays."""
        self._told(self._remove)

    def _told(self, act: Callable[[], None]) -> None:
        """Run `act`, turning every way of failing into one readable error."""
        try:
            act()
        except ApiException as refusal:
            raise StartError(
                f"LINE refused the rich menu: {refusal.status} {refusal.body or refusal.reason}"
            ) from refusal
        except HTTPError as broken:
            raise StartError(f"LINE could not be reached for the rich menu: {broken}; try again") from broken

    def _push(self, tabs: tuple[Tab, ...], draw: Callable[[Tab], bytes]) -> None:
        standing = self._ours()
        kept: dict[str, str] = {}
        for tab in tabs:
            wanted = menu_object(tab, tabs)
            name = str(wanted["name"])
            menu = standing.get(name)
            if menu is None or not self._has_picture(menu):
                menu = menu or self._create(wanted)
                self._upload(menu, draw(tab))
                self._say(f"created {name}")
            kept[alias_of(tab.role)] = menu
        self._set_aliases(kept)
        first = kept[alias_of(tabs[0].role)]
        if self._default() != first:
            self._api.set_default_rich_menu(first, _request_timeout=CONNECT_AND_READ)
            self._say("set as default")
        for name, menu in standing.items():
            if menu not in kept.values():
                self._api.delete_rich_menu(menu, _request_timeout=CONNECT_AND_READ)
                self._say(f"deleted {name}, which was replaced")

    def _remove(self) -> None:
        standing = self._ours()
        if self._default() in standing.values():
            self._api.cancel_default_rich_menu(_request_timeout=CONNECT_AND_READ)
            self._say("default taken away")
        for alias in self._aliases():
            if alias.startswith(f"{PREFIX}-"):
                self._api.delete_rich_menu_alias(alias, _request_timeout=CONNECT_AND_READ)
                self._say(f"deleted alias {alias}")
        for name, menu in standing.items():
            self._api.delete_rich_menu(menu, _request_timeout=CONNECT_AND_READ)
            self._say(f"deleted {name}")

    def _ours(self) -> dict[str, str]:
        """Name and id of every menu of ours at LINE."""
        listed = self._api.get_rich_menu_list(_request_timeout=CONNECT_AND_READ).richmenus
        return {menu.name: menu.rich_menu_id for menu in listed if menu.name.startswith(f"{PREFIX}-")}

    def _create(self, wanted: dict[str, Any]) -> str:
        request = RichMenuRequest.from_dict(wanted)
        self._api.validate_rich_menu_object(request, _request_timeout=CONNECT_AND_READ)
        return str(self._api.create_rich_menu(request, _request_timeout=CONNECT_AND_READ).rich_menu_id)

    def _has_picture(self, menu: str) -> bool:
        """Whether the menu's picture is there: an upload that broke off leaves a menu without one."""
        try:
            return bool(self._blob.get_rich_menu_image(menu, _request_timeout=CONNECT_AND_READ))
        except ApiException as refusal:
            if refusal.status == 404:
                return False
            raise

    def _upload(self, menu: str, picture: bytes) -> None:
        self._blob.set_rich_menu_image(
            menu, body=picture, _headers={"Content-Type": "image/png"}, _request_timeout=CONNECT_AND_READ
        )

    def _aliases(self) -> dict[str, str]:
        """Alias → menu of every alias of the channel."""
        listed = self._api.get_rich_menu_alias_list(_request_timeout=CONNECT_AND_READ).aliases
        return {alias.rich_menu_alias_id: alias.rich_menu_id for alias in listed}

    def _set_aliases(self, wanted: dict[str, str]) -> None:
        standing = self._aliases()
        for alias, menu in wanted.items():
            if alias not in standing:
                request = CreateRichMenuAliasRequest(rich_menu_alias_id=alias, rich_menu_id=menu)
                self._api.create_rich_menu_alias(request, _request_timeout=CONNECT_AND_READ)
                self._say(f"alias {alias}")
            elif standing[alias] != menu:
                update = UpdateRichMenuAliasRequest(rich_menu_id=menu)
                self._api.update_rich_menu_alias(alias, update, _request_timeout=CONNECT_AND_READ)
                self._say(f"alias {alias} moved")

    def _default(self) -> str | None:
        """The id of the default menu, None when there is none."""
        try:
            return str(self._api.get_default_rich_menu_id(_request_timeout=CONNECT_AND_READ).rich_menu_id)
        except ApiException as refusal:
            if refusal.status == 404:
                return None
            raise
