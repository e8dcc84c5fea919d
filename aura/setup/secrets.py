"""Keys at rest: encrypted in the database, with a key that is a file of its own and never in the database.

AES-256-GCM.  What is written names its setting and the server it is for, and is bound to both: moved to
another setting, or met with another server, it does not open.  The file ``secret.key`` in the home folder is
made when a secret is first kept, readable by its owner alone, and never replaced.  A copy of the database
without it holds no key; whoever moves Aura to another machine takes it along, or gives the keys again.

Shape: ``v1 <server> <base64 of nonce and ciphertext>``.
"""

import base64
import binascii
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from aura.blobs.objects import out_of_space_is_named
from aura.durable import sync_folder
from aura.errors import Unavailable
from aura.providers.online.endpoint import Secret

FILE = "secret.key"
KEY_BYTES = 32
NONCE_BYTES = 12
_FORM = "v1"


class Secrets:
    """Hides and shows, with the key of one home."""

    def __init__(self, home: Path) -> None:
        self.file = home / FILE

    def hide(self, name: str, server: str, secret: Secret) -> str:
        """The secret of the setting ``name``, for ``server``, as it may be kept anywhere."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow to load

        nonce = os.urandom(NONCE_BYTES)
        key = self.key() if self.file.exists() else self._make()
        sealed = AESGCM(key).encrypt(nonce, secret.reveal().encode(), _bound(name, server))
        return f"{_FORM} {server} {base64.b64encode(nonce + sealed).decode()}"

    def show(self, name: str, server: str, hidden: str) -> Secret:
        """The secret again.  When it does not open, ``Unavailable`` says why and what to do."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        form, _, rest = hidden.partition(" ")
        kept_for, _, text = rest.partition(" ")
        if form == _FORM and kept_for not in ("", server):
            raise Unavailable(
                f"{name} was given for {kept_for} and is sent to no other server; give it again.", field=name
            )
        key = self.key(name)
        try:
            if form != _FORM:
                raise ValueError
            sealed = base64.b64decode(text, validate=True)
            opened = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(name, server))
        except (InvalidTag, binascii.Error, ValueError):
            raise Unavailable(
                f"{name} does not open with the {FILE} of this home: give the key again, "
                "or put the file back that it was kept with.",
                field=name,
            ) from None
        return Secret(opened.decode())

    def key(self, name: str | None = None) -> bytes:
        """What is in the file.  Raises ``Unavailable``, also for the sake of the setting ``name``."""
        wanted = f"{name} cannot be read: " if name else ""
        again = f", or give {name} again" if name else ""
        try:
            text = self.file.read_bytes()
        except FileNotFoundError:
            raise Unavailable(f"{wanted}{self.file} is missing; put it back{again}.", field=name) from None
        except OSError as error:
            raise Unavailable(f"{wanted}{self.file} does not open: {error.strerror}.", field=name) from None
        with suppress(binascii.Error, ValueError):
            key = base64.b64decode(text.strip(), validate=True)
            if len(key) == KEY_BYTES:
                return key
        raise Unavailable(
            f"{wanted}{self.file} is damaged; put it back as it was, or remove it and give the keys again.",
            field=name,
        )

    def _make(self) -> bytes:
        """Make the file.  Of several that make it at once, one does, and all read the same."""
        folder = self.file.parent
        with out_of_space_is_named():
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                dir=folder, prefix=f".{FILE}-"
            )  # its owner's alone from the start
            made = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                with suppress(FileExistsError):
                    self.file.hardlink_to(made)  # whole under its name, and never over another
            finally:
                made.unlink()
            sync_folder(folder)
        return self.key()


def _bound(name: str, server: str) -> bytes:
    """What a ciphertext is bound to; neither part can hold a space."""
    return f"aura {_FORM} {name} {server}".encode()
