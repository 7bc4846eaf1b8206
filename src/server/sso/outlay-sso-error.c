/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-error.h"

G_DEFINE_QUARK (outlay-sso-error-quark, outlay_sso_error)

gboolean
outlay_sso_fail (GError **error, OutlaySsoError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_SSO_ERROR, (int) code, message);
  return FALSE;
}
