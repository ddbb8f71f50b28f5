"""How a call is told in the trail where no act has a word of its own for it."""


def told(request, view, address: dict) -> tuple[str, str]:
    """Act and subject: the method and the view, and the first thing that the address names."""
    thing = next((str(value) for value in address.values()), "")
    return f"{request.method} {type(view).__name__}"[:40], thing[:80]
