/** The browser's side of passkeys (WebAuthn level 3): JSON of the server to buffers, and back. */

type Json = Record<string, unknown>;

export function toBuffer(text: string): ArrayBuffer {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return bytes.buffer;
}

export function fromBuffer(buffer: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBuffers(list: unknown): PublicKeyCredentialDescriptor[] {
  if (!Array.isArray(list)) return [];
  return list.map((one: Json) => ({ ...one, id: toBuffer(String(one.id)) }) as PublicKeyCredentialDescriptor);
}

/** The options may come bare or inside `publicKey`. */
function bare(options: Json): Json {
  return (options.publicKey as Json | undefined) ?? options;
}

export function creationOptions(json: Json): PublicKeyCredentialCreationOptions {
  const options = bare(json);
  const user = options.user as Json;
  return {
    ...options,
    challenge: toBuffer(String(options.challenge)),
    user: { ...user, id: toBuffer(String(user.id)) },
    excludeCredentials: withBuffers(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
}

export function requestOptions(json: Json): PublicKeyCredentialRequestOptions {
  const options = bare(json);
  return {
    ...options,
    challenge: toBuffer(String(options.challenge)),
    allowCredentials: withBuffers(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
}

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== "undefined" && window.isSecureContext;
}

/** Makes a passkey; null when the person closed the browser's window. */
export async function createPasskey(options: Json): Promise<Json | null> {
  const made = await asked(() => navigator.credentials.create({ publicKey: creationOptions(options) }));
  if (!made) return null;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...base(made),
    response: {
      clientDataJSON: fromBuffer(response.clientDataJSON),
      attestationObject: fromBuffer(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/** Asks for a passkey; null when the person closed the browser's window. */
export async function askPasskey(options: Json): Promise<Json | null> {
  const found = await asked(() => navigator.credentials.get({ publicKey: requestOptions(options) }));
  if (!found) return null;
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    ...base(found),
    response: {
      clientDataJSON: fromBuffer(response.clientDataJSON),
      authenticatorData: fromBuffer(response.authenticatorData),
      signature: fromBuffer(response.signature),
      userHandle: response.userHandle ? fromBuffer(response.userHandle) : null,
    },
  };
}

function base(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: fromBuffer(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    return (await ask()) as PublicKeyCredential | null;
  } catch (error) {
    if (error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError"))
      return null;
    throw error;
  }
}
