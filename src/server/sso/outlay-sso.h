/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-settings.h"
#include "server/sso/outlay-id-token.h"

G_BEGIN_DECLS

/* Who may come in by the company's identity provider. */
typedef enum
{
  OUTLAY_SSO_JOIN_EXISTING, /* who has an account */
  OUTLAY_SSO_JOIN_INVITED,  /* also who was invited, in the role of the invitation */
  OUTLAY_SSO_JOIN_ANYBODY,  /* also everybody else it knows, where the company's sign-up is open */
} OutlaySsoJoin;

/**
 * OutlaySso:
 *
 * The company's single sign-on, as it is set: this server as a client of one identity provider
 * (OpenID Connect Core 1.0, 3.1: authorization code, with PKCE and nonce). Any thread that may wait.
 */
typedef struct _OutlaySso OutlaySso;

/* Judges the settings, which must name an issuer; asks nobody yet. */
OutlaySso *outlay_sso_new  (const OutlaySettings *settings, GError **error);
void       outlay_sso_free (OutlaySso *self);

/* Ends what is asked at the moment. */
void outlay_sso_stop (OutlaySso *self);

const char   *outlay_sso_get_issuer  (OutlaySso *self);
/* The name of the company whose people come in here. */
const char   *outlay_sso_get_company (OutlaySso *self);
/* What the button calls it. */
const char   *outlay_sso_get_name    (OutlaySso *self);
OutlaySsoJoin outlay_sso_get_join    (OutlaySso *self);

/* Whether an address is of a domain that may come in. */
gboolean outlay_sso_allows_email (OutlaySso *self, const char *email);

/**
 * OutlaySsoSecrets:
 *
 * What binds the answer of the provider to the question: see #OutlaySsoAttempt.
 */
typedef struct
{
  char *state;
  char *nonce;
  char *verifier;
} OutlaySsoSecrets;

/**
 * outlay_sso_dup_question:
 * @redirect_uri: where the provider sends the browser back to
 * @hint: (nullable): the address that the person may have
 *
 * Returns: (transfer full) (nullable): where to send the browser; %NULL with %OUTLAY_SSO_ERROR_AWAY
 */
char *outlay_sso_dup_question (OutlaySso               *self,
                               const char              *redirect_uri,
                               const OutlaySsoSecrets  *secrets,
                               const char              *hint,
                               GError                 **error);

/**
 * outlay_sso_check_answer:
 * @issuer: (nullable): the `iss` of an answer (RFC 9207)
 *
 * Whether an answer is of the provider, and not of another that somebody has mixed up with it.
 */
gboolean outlay_sso_check_answer (OutlaySso *self, const char *issuer, GError **error);

/**
 * outlay_sso_read_answer:
 * @code: that came back
 * @now: Unix time in seconds
 * @claims: (out caller-allocates): empty before, and to be cleared whatever comes of it
 *
 * Exchanges the code and says who it is for.
 *
 * Returns: %FALSE with %OUTLAY_SSO_ERROR_AWAY or %OUTLAY_SSO_ERROR_BAD
 */
gboolean outlay_sso_read_answer (OutlaySso               *self,
                                 const char              *redirect_uri,
                                 const OutlaySsoSecrets  *secrets,
                                 const char              *code,
                                 gint64                   now,
                                 OutlayIdClaims          *claims,
                                 GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySso, outlay_sso_free)

G_END_DECLS
