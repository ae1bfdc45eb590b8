"""Constraints that several models share, with the sentence a person should read."""

import re

from django.db.models import CheckConstraint, F, Q


def one_of(model, field, choices):
    """Return the constraint that a field holds nothing or one of these TextChoices."""
    return CheckConstraint(
        name=f"{model}_{field}_is_known",
        condition=Q(**{f"{field}__in": ["", *choices.values]}) | Q(**{f"{field}__isnull": True}),
        violation_error_message=f"Choose one of the values offered for {field.replace('_', ' ')}.",
    )


def in_order(model, first, last, message):
    """Return the constraint that one month is not after another, where both are known."""
    return CheckConstraint(
        name=f"{model}_{last}_not_before_{first}",
        condition=Q(**{f"{last}__gte": F(first)}) | Q(**{first: None}) | Q(**{last: None}),
        violation_error_message=message,
    )


def budget_with_currency(model):
    """Return the constraint that a budget is not negative and says its ISO 4217 currency."""
    return CheckConstraint(
        name=f"{model}_budget_with_currency",
        condition=Q(budget=None) | (Q(budget__gte=0) & Q(currency__regex=r"^[A-Z]{3}$")),
        violation_error_message="A budget is an amount with a currency of three letters (USD).",
    )


def holds(condition, instance):
    """Whether a Q of plain lookups (exact, in, isnull, gte, regex) is true of an instance.

    As in SQL, a comparison with nothing is not false; so it holds.
    """
    results = (
        _holds_one(child, instance) if isinstance(child, tuple) else holds(child, instance)
        for child in condition.children
    )
    result = all(results) if condition.connector == Q.AND else any(results)
    return result != condition.negated


def _holds_one(lookup, instance):
    name, _, kind = lookup[0].partition("__")
    value = getattr(instance, instance._meta.get_field(name).attname)
    other = lookup[1]
    if isinstance(other, F):
        other = getattr(instance, instance._meta.get_field(other.name).attname)
    return LOOKUPS[kind or "exact"](value, other)


LOOKUPS = {
    "exact": lambda value, other: value == other,
    "in": lambda value, other: value in other,
    "isnull": lambda value, other: (value is None) == other,
    "gte": lambda value, other: value is not None and other is not None and value >= other,
    "regex": lambda value, other: re.search(other, value or "") is not None,
}
