/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestSecretPortal:
 *
 * The desktop's portal for secrets on the session bus (org.freedesktop.portal.Secret, version 1): gives
 * each program that asks the same master secret. It is all that a sandbox may have of a keyring.
 */
typedef struct _TestSecretPortal TestSecretPortal;

TestSecretPortal *test_secret_portal_new          (void);
/* How often the secret was asked for. */
guint             test_secret_portal_get_n_asked (TestSecretPortal *self);
void              test_secret_portal_free        (TestSecretPortal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSecretPortal, test_secret_portal_free)

G_END_DECLS
