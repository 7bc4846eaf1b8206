/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access tokens: nothing but what was signed here is ever taken for one. The input is laid over a good
 * token, from the place that its first byte names. */

#include "fuzz.h"

#include <jose/jose.h>
#include <string.h>

#include "server/auth/outlay-token.h"

#define NOW 1800000000

static OutlayTokens *
make_tokens (void)
{
  json_t *jwk = json_pack ("{s:s,s:s}", "alg", "ES256", "kid", "fuzz");
  OutlayTokens *tokens;
  char *text;

  g_assert_true (jose_jwk_gen (NULL, jwk));
  text = json_dumps (jwk, 0);
  tokens = outlay_tokens_new (text, "https://example.com", NULL);
  g_assert_nonnull (tokens);
  free (text);
  json_decref (jwk);

  return tokens;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  static OutlayTokens *tokens;
  static char *good;
  g_autofree char *text = NULL, *forged = NULL;
  OutlayTokenClaims claims;

  if (tokens == NULL)
    {
      tokens = make_tokens ();
      good = outlay_tokens_sign (tokens, "01890a5d-ac96-774b-bcce-b302099a8057",
                                 "01890a5d-ac96-774b-bcce-b302099a8058",
                                 "01890a5d-ac96-774b-bcce-b302099a8059", NOW);
      g_assert_true (outlay_tokens_verify (tokens, good, NOW, &claims));
    }
  if (size == 0)
    return 0;

  text = fuzz_dup_text (bytes + 1, size - 1);
  forged = g_strdup_printf ("%.*s%s", (int) (bytes[0] % strlen (good)), good, text);
  g_assert_true (!outlay_tokens_verify (tokens, forged, NOW, &claims) ||
                 g_str_equal (forged, good));
  return 0;
}
