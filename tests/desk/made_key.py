"""A security key made of software, which can also say what no real one would."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from struct import pack

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

HOST, ORIGIN = "testserver", "https://testserver"
PRESENT, WITH_KEY = 0x01, 0x40
WITHOUT_MODEL = bytes(16)


def websafe(text: bytes) -> str:
    return urlsafe_b64encode(text).rstrip(b"=").decode()


@dataclass
class MadeKey:
    id: bytes = b"a made key"
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def enrolled(self, challenge: str, **said) -> str:
        """What a browser posts after `navigator.credentials.create`."""
        public = cbor.encode(ES256.from_cryptography_key(self.private.public_key()))
        model = WITHOUT_MODEL + pack(">H", len(self.id)) + self.id + public
        told = _authenticator(flags=PRESENT | WITH_KEY) + model
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
        said = _client("webauthn.create", challenge, **said)
        return self._posted(clientDataJSON=said, attestationObject=attested)

    def answer(
        self, challenge: str, *, host=HOST, flags=PRESENT, kind="webauthn.get", spoil=bytes, **said
    ) -> str:
        """What it posts after `navigator.credentials.get`; `spoil` changes the signature."""
        told, said = _authenticator(host, flags), _client(kind, challenge, **said)
        signed = self.private.sign(told + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._posted(clientDataJSON=said, authenticatorData=told, signature=spoil(signed))

    def _posted(self, **response) -> str:
        name = websafe(self.id)
        spelt = {each: websafe(value) for each, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": spelt})


def _authenticator(host=HOST, flags=PRESENT) -> bytes:
    return hashlib.sha256(host.encode()).digest() + pack(">BI", flags, 1)


def _client(kind, challenge, origin=ORIGIN) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
