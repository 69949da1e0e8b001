// The letter's QR carries the code in the fragment, which browsers do not send.
const field = document.getElementById("token");
const found = location.hash.slice(1);
if (field && found) {
  field.value = found;
  history.replaceState(null, "", location.pathname + location.search);
  field.form.submit();
}
