"""The leak walk: every address, asked as everybody, in a world that holds every state at once.

`world.build()` writes the world into the database that a test has, with a word of its own
(`canaries`) in every text; `table` says who may see which where, by itself and not by the site's
own rules. `walk(world, slices=["evaluations/-"])` asks the addresses of these slices as everybody
and returns the Problems found; `slices()` names them all: in the administration one a model
(`admin/findings/evaluation`), elsewhere one an address, its arguments written as `-`. Everything
that a request writes is taken back.

A test asks for the fixture `world`, which `tests.leakwalk.fixtures` makes once a module:

    def test_a_hole_is_found(world, monkeypatch):
        monkeypatch.setattr(...)
        assert walk(world, slices=["evaluations/-/v/-"])

Whoever adds an address adds its arguments in `targets` (without them the walk fails and names it),
its room in `checks.ROOMS` where it shows more than lists do, what it takes in `parameters`, and
what a form of it holds in `bodies`; whoever adds a state or a text adds it in `world` and `table`.
"""

from .addresses import slices
from .walk import Problem, Walk, walk

__all__ = ["Problem", "Walk", "slices", "walk"]
