// Passkeys: the browser is asked what the server wants to know, and the form sends its answer.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

const make = async (asked) => {
  asked.challenge = bytes(asked.challenge);
  asked.user.id = bytes(asked.user.id);
  if (asked.excludeCredentials) asked.excludeCredentials = known(asked.excludeCredentials);
  const key = await navigator.credentials.create({ publicKey: asked });
  const said = key.response;
  return {
    id: key.id, rawId: text(key.rawId), type: key.type, extensions: {},
    response: {
      attestationObject: text(said.attestationObject), clientDataJSON: text(said.clientDataJSON),
      transports: said.getTransports?.() ?? [],
    },
  };
};

const use = async (asked) => {
  asked.challenge = bytes(asked.challenge);
  if (asked.allowCredentials) asked.allowCredentials = known(asked.allowCredentials);
  const key = await navigator.credentials.get({ publicKey: asked });
  const said = key.response;
  return {
    id: key.id, rawId: text(key.rawId), type: key.type, extensions: {},
    response: {
      authenticatorData: text(said.authenticatorData), clientDataJSON: text(said.clientDataJSON),
      signature: text(said.signature), userHandle: said.userHandle ? text(said.userHandle) : null,
    },
  };
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  form.hidden = false;
  const failed = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { accept: "application/json" } });
      // The door of the form asks for the password once more, or to sign in.
      if (answer.status === 401) return form.submit();
      if (!answer.ok) return location.reload();
      const { publicKey } = await answer.json();
      const key = await (form.dataset.passkey === "make" ? make : use)(publicKey);
      form.elements.credential.value = JSON.stringify(key);
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
