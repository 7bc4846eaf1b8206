/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_REDIRECT (outlay_redirect_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRedirect, outlay_redirect, OUTLAY, REDIRECT, GObject)

/**
 * OutlayRedirect:
 *
 * The place on this computer to which the browser brings the answer of a sign-in (RFC 8252, 7.3): a
 * free port of 127.0.0.1, open until it is dropped. Every program and web page of this computer can
 * reach it, so that it takes nothing but a GET of its one path with the state it was made for, and
 * that once.
 */
OutlayRedirect *outlay_redirect_new     (const char      *state,
                                         GError         **error);

/* "http://127.0.0.1:40123/" */
const char     *outlay_redirect_get_uri (OutlayRedirect  *self);

/**
 * outlay_redirect_wait:
 *
 * Future of a boxed #GHashTable of decoded parameters. It comes when the browser has been given a page
 * that sends the person back here.
 */
DexFuture      *outlay_redirect_wait    (OutlayRedirect  *self);

G_END_DECLS
