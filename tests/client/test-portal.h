/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestPortal:
 *
 * What else may sit at an address: a portal of a hotel, another program, a server that has gone
 * mad. It answers each request on 127.0.0.1 with the same bytes, whatever was asked, and closes.
 */
typedef struct _TestPortal TestPortal;

/* @answer: the whole answer, head and body; "" to close without a word */
TestPortal *test_portal_new            (const char *answer);
/* The same over TLS, with a certificate that nobody has signed, at "https://127.0.0.1:PORT". */
TestPortal *test_portal_new_tls        (const char *answer);
/* @size: of @answer, for one with zero bytes in it */
void        test_portal_set_answer     (TestPortal *self, const char *answer, gssize size);
/* "http://127.0.0.1:PORT", or "https://…" */
const char *test_portal_get_address    (TestPortal *self);
guint16     test_portal_get_port       (TestPortal *self);
guint       test_portal_get_n_requests (TestPortal *self);
/* (transfer full): the head of the last request */
char       *test_portal_dup_last_head  (TestPortal *self);
void        test_portal_free           (TestPortal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPortal, test_portal_free)

/* (transfer full): a whole answer of this status, type and body */
char       *test_portal_make_answer    (guint status, const char *type, const char *body);

G_END_DECLS
