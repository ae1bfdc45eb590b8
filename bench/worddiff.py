"""The comparison of two texts word by word, at 5,000 and 20,000 words; no database is asked.

python bench/worddiff.py
"""

from measure import figures_without_database

from projects.worddiff import word_diff
from tests.test_worddiff import text

PAIRS = {
    "unlike": lambda n: (text(1, n), text(2, n)),
    "one word all over": lambda n: (text(1, n), text(1, n).replace("the", "a")),
    "halves swapped": lambda n: (
        text(1, n // 2) + text(2, n // 2),
        text(2, n // 2) + text(1, n // 2),
    ),
}


def main():
    for words in (5_000, 20_000):
        for name, pair in PAIRS.items():
            before, after = pair(words)
            median, slow = figures_without_database(lambda b=before, a=after: word_diff(b, a), 15)
            print(f"{words:,} words, {name:20} {median:8.1f} ms (p95 {slow:.1f})")


if __name__ == "__main__":
    main()
