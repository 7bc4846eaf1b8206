/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestProxy:
 *
 * A wire between client and server that can be cut at any point: it passes bytes both ways between
 * a port of its own on 127.0.0.1 and another, and counts each piece it passes as a step.
 */
typedef struct _TestProxy TestProxy;

TestProxy  *test_proxy_new         (guint16 upstream);
/* "http://127.0.0.1:PORT" */
const char *test_proxy_get_address (TestProxy *self);
void        test_proxy_set_upstream (TestProxy *self, guint16 upstream);
/* Passes @n_steps more pieces, then cuts every wire and passes none; -1 for no end. */
void        test_proxy_cut_after   (TestProxy *self, int n_steps);
/* Passes @n_bytes more of what comes back, then cuts that wire; what is connected after is whole. */
void        test_proxy_cut_answer  (TestProxy *self, int n_bytes);
/* Whether that has happened. */
gboolean    test_proxy_has_cut_answer (TestProxy *self);
guint       test_proxy_get_n_steps (TestProxy *self);
gboolean    test_proxy_is_cut      (TestProxy *self);
void        test_proxy_free        (TestProxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProxy, test_proxy_free)

G_END_DECLS
