"""How far a long command has come, on the command line."""

EVERY = 100


class Progress:
    """Tells after each step: on a terminal in place, elsewhere a line now and then."""

    def __init__(self, out, total, what):
        self.out, self.total, self.what, self.done = out, total, what, 0
        self.terminal = out.isatty()

    def step(self):
        self.done += 1
        told = f"{self.done:,} of {self.total:,} {self.what}"
        last = self.done == self.total
        if self.terminal:
            self.out.write(f"\r  {told}", ending="\n" if last else "")
            self.out.flush()
        elif last or self.done % EVERY == 0:
            self.out.write(f"  {told}")
