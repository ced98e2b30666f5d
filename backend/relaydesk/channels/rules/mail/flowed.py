"""format=flowed (RFC 3676): lines that the sender's program broke are joined again, quote depth kept."""


def unflow(text: str, *, delete_space: bool) -> str:
    """Return `text` with flowed lines joined.

    Args:
        text: lines end with LF.
        delete_space: the parameter DelSp; with it the space at the end of a flowed line is not part of the
        text.
    """
    joined: list[str] = []
    pieces: list[str] = []
    pending_depth = -1
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        body = line.lstrip(">")
        depth = len(line) - len(body)
        body = body.removeprefix(" ")
        signature = body == "-- "
        if pending_depth >= 0 and (depth != pending_depth or signature):
            joined.append(_quoted(pending_depth, "".join(pieces)))
            pieces, pending_depth = [], -1
        flows = body.endswith(" ") and not signature
        pieces.append(body[:-1] if flows and delete_space else body)
        if flows:
            pending_depth = depth
        else:
            joined.append(_quoted(depth, "".join(pieces)))
            pieces, pending_depth = [], -1
    if pieces:
        joined.append(_quoted(pending_depth, "".join(pieces)))
    return "\n".join(joined)


def _quoted(depth: int, body: str) -> str:
    return f"{'>' * depth} {body}" if depth else body
