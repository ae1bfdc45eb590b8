"""How a hole is planted and taken out again: the site's own code, rewritten while it runs."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType

import pytest
from django.template import Template, engines
from django.urls import URLResolver, clear_url_caches, get_resolver

import evalsite.urls


@dataclass(frozen=True)
class Hole:
    """One mistake: where it shows, what it gives away or lets be changed, and to whom."""

    name: str
    at: str
    what: str
    open: Callable[[pytest.MonkeyPatch], None]

    def __str__(self):
        return self.name

    @contextmanager
    def planted(self):
        """Have the mistake in the site; raise LookupError where the site has no such place."""
        try:
            with pytest.MonkeyPatch.context() as patch:
                self.open(patch)
                clear_url_caches()
                yield
        finally:
            clear_url_caches()


def together(*changes):
    """Several changes that are one mistake."""

    def change(patch):
        for one in changes:
            one(patch)

    return change


def rewrite(function, texts):
    """Let a function read each new text where it reads the old one, whoever holds it already."""

    def change(patch):
        plain = inspect.unwrap(function)
        source = textwrap.dedent(inspect.getsource(plain))
        patch.setattr(plain, "__code__", _compiled(_replaced(source, texts, plain), plain))

    return change


def rewrite_wrapper(decorator, name, texts):
    """Let what a decorator puts around the site's views read each new text for the old one."""

    def change(patch):
        code = _inner(decorator.__code__, name)
        source = textwrap.dedent(inspect.getsource(code))
        views = [p.callback for p in _patterns(get_resolver())]
        wrapped = [view for view in views if getattr(view, "__code__", None) == code]
        if not wrapped:
            raise LookupError(f"{decorator} is around no view.")
        new = _compiled(_replaced(source, texts, decorator), wrapped[0])
        for view in wrapped:
            patch.setattr(view, "__code__", new)

    return change


def replace(owner, name, value):
    """Put something in the place of what an owner has under a name."""

    def change(patch):
        if not hasattr(owner, name):
            raise LookupError(f"{owner} has no {name}.")
        patch.setattr(owner, name, value)

    return change


def reroute(name, made):
    """Let the address of this name lead to what `made` makes of its view."""

    def change(patch):
        pattern = _pattern(name)
        patch.setattr(pattern, "callback", made(pattern.callback))

    return change


def add_addresses(*patterns):
    """Let the site have addresses that it had not."""
    return lambda patch: patch.setattr(
        evalsite.urls, "urlpatterns", [*evalsite.urls.urlpatterns, *patterns]
    )


def readdress(prefix, patterns):
    """Let what begins with a part, in the administration, have other addresses: `patterns()`."""

    def change(patch):
        above = _resolver(get_resolver(), "admin/")
        below = _resolver(above, prefix)
        patch.setattr(below, "url_patterns", patterns())
        for resolver in (above, below):
            patch.setattr(resolver, "_reverse_dict", {})

    return change


def retouch(name, texts):
    """Let a template read each new text where it reads the old one."""

    def change(patch):
        [loader] = engines["django"].engine.template_loaders
        plain = loader.get_template(name)
        source = _replaced(plain.source, texts, name)
        changed = Template(source, plain.origin, plain.name, plain.engine)
        patch.setitem(loader.get_template_cache, loader.cache_key(name), changed)

    return change


def _replaced(source, texts, what):
    for old, new in texts.items():
        if source.count(old) != 1:
            raise LookupError(f"{what} does not say once: {old}")
        source = source.replace(old, new)
    return source


def _compiled(source, function):
    """Return the code of a function's new source, with the closure that the old one has."""
    [written] = ast.parse(source).body
    written.decorator_list = []
    outer = ast.parse(f"def outer({', '.join(function.__code__.co_freevars)}): pass").body[0]
    outer.body = [written]
    module = ast.fix_missing_locations(ast.Module([outer], []))
    code = compile(module, function.__code__.co_filename, "exec")
    return _inner(_inner(code, "outer"), written.name)


def _inner(code, name):
    [found] = [c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name]
    return found


def _pattern(name):
    found = [pattern for pattern in _patterns(get_resolver()) if pattern.name == name]
    if len(found) != 1:
        raise LookupError(f"{len(found)} addresses are named {name}.")
    return found[0]


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def _resolver(above, prefix):
    found = [entry for entry in above.url_patterns if str(entry.pattern) == prefix]
    if len(found) != 1:
        raise LookupError(f"{len(found)} groups of addresses begin with {prefix}.")
    return found[0]
