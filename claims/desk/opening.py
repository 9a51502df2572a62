"""What a request opens: the article, its current copy, its claims, and the one that is selected."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from claims.models import Article, Claim, Revision
from claims.models.people import may

from .addresses import Address
from .board import Board


class Opened:
    """An article opened at the desk by a person. Raise Http404 for who may not read it."""

    def __init__(self, request: HttpRequest, pk: int, number: int | None = None) -> None:
        self.request = request
        self.user = cast(User, request.user)
        visible = Article.objects.visible_to(self.user).select_related("writer")
        self.article: Article = get_object_or_404(visible, pk=pk)
        self.named = Address.read(pk, request.GET)
        if number is not None:
            self.named = self.named.at(claim=number)

    @property
    def is_fragment(self) -> bool:
        """Tell whether only a part of the page is asked for, by the page's own script."""
        return bool(self.fragment)

    @property
    def fragment(self) -> str:
        return self.request.GET.get("fragment", "")

    @cached_property
    def revision(self) -> Revision | None:
        """The current revision; its copy is read when it is asked for."""
        return self.article.revisions.order_by("-number").defer("original", "body").first()

    @cached_property
    def board(self) -> Board:
        board = Board.of(self.article, self.revision, self.named)
        if self.named.claim is None:
            return Board(board.rows, self.named.at(claim=board.first()))
        return board

    @property
    def address(self) -> Address:
        return self.board.address

    def claim(self) -> Claim | None:
        """Return the selected claim as it stands now, None where the article has no such claim."""
        wanted = self.article.claims.select_related("checker", "verdict__by")
        claim = wanted.filter(number=self.address.claim or 0).first()
        return self._of_this_article(claim)

    def claim_named(self) -> Claim:
        """Return the claim that the path names. Raise Http404 where there is none."""
        claim = self._of_this_article(self.article.claims.filter(number=self.named.claim or 0).first())
        if claim is None:
            raise Http404(f"This article has no claim {self.named.claim}.")
        return claim

    def _of_this_article(self, claim: Claim | None) -> Claim | None:
        if claim is not None:
            claim.article = self.article
        return claim

    def may(self, permission: str) -> bool:
        """Tell whether the person was given the permission and the article is not put away."""
        return not self.article.archived and may(self.user, permission)

    def as_read(self, row: Any, version: int) -> Any:
        """Return the row as the person's form showed it: the rules see whether somebody saved it since."""
        row.version = version
        return row
