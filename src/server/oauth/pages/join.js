// SPDX-License-Identifier: GPL-3.0-or-later
// Moves the code of an invitation from the link's fragment into the form, and out of the history.
const field = document.getElementById('invite');
const code = location.hash.slice(1);
if (code) {
  field.value = code;
  history.replaceState(null, '', location.pathname);
}
const wanted = document.querySelector('[aria-invalid]') ??
  [...document.querySelectorAll('input')].find((input) => !input.value);
wanted?.focus();
