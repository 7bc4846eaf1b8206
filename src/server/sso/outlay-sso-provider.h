/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/sso/outlay-sso-metadata.h"

G_BEGIN_DECLS

/**
 * OutlaySsoView:
 *
 * What is known of the identity provider at one time. Immutable, any thread; it is given back by
 * outlay_sso_view_unref().
 */
typedef struct
{
  OutlaySsoMetadata *metadata;
  OutlaySsoKeys     *keys;
} OutlaySsoView;

void outlay_sso_view_unref (OutlaySsoView *self);

/**
 * OutlaySsoProvider:
 *
 * The company's identity provider: the one issuer that is configured, and no other. Its metadata and
 * keys are remembered for an hour, and for a day while it cannot be asked. Any thread that may wait.
 */
typedef struct _OutlaySsoProvider OutlaySsoProvider;

/* @ca_file: (nullable); @fresh_seconds: how long what is remembered is not asked for again */
OutlaySsoProvider *outlay_sso_provider_new  (const char *issuer,
                                             const char *ca_file,
                                             int         fresh_seconds);
void               outlay_sso_provider_free (OutlaySsoProvider *self);

/* Ends what is asked at the moment. */
void outlay_sso_provider_stop (OutlaySsoProvider *self);

/* (transfer full) (nullable): %NULL with %OUTLAY_SSO_ERROR_AWAY */
OutlaySsoView *outlay_sso_provider_get (OutlaySsoProvider *self, GError **error);

/**
 * outlay_sso_provider_renew_keys:
 * @view: in which a key was missing
 *
 * Returns: (transfer full) (nullable): with keys that are newer; %NULL with %OUTLAY_SSO_ERROR_BAD
 *   when they were renewed only a moment ago, or with %OUTLAY_SSO_ERROR_AWAY
 */
OutlaySsoView *outlay_sso_provider_renew_keys (OutlaySsoProvider  *self,
                                               OutlaySsoView      *view,
                                               GError            **error);

/* outlay_web_call_run() with what is configured. @form, @authorization: (nullable) */
GString *outlay_sso_provider_call (OutlaySsoProvider  *self,
                                   const char         *url,
                                   const char         *form,
                                   const char         *authorization,
                                   long               *status,
                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySsoView, outlay_sso_view_unref)

G_END_DECLS
