/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The secrets that people and programs bring back: what is taken for one is written as it was read, so
 * that nobody comes by two names for one secret. */

#include "fuzz.h"

#include "core/outlay-uuid.h"
#include "server/auth/outlay-refresh-token.h"
#include "server/oauth/outlay-code-store.h"
#include "server/people/outlay-invitation-code.h"

static void
check_code (const char *text)
{
  OutlayInvitationCode code;
  g_autofree char *again = NULL;

  if (!outlay_invitation_code_read (&code, text))
    return;

  g_assert_true (outlay_uuid_is_valid (code.company));
  again = outlay_invitation_code_write (&code);
  g_assert_cmpstr (again, ==, text);
}

static void
check_token (const char *text)
{
  OutlayRefreshToken token;
  g_autofree char *again = NULL;

  if (!outlay_refresh_token_read (&token, text))
    return;

  g_assert_true (outlay_uuid_is_valid (token.company));
  g_assert_true (outlay_uuid_is_valid (token.session));
  again = outlay_refresh_token_write (&token);
  g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);

  check_code (text);
  check_token (text);
  outlay_code_challenge_is_valid (text);
  return 0;
}
