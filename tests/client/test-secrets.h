/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestSecrets:
 *
 * A Secret Service (the API of freedesktop.org, draft 0.2) with one collection and one item in it,
 * that is as unhelpful as a test wants it. It lives on the session bus and in the default main
 * context.
 */
typedef struct _TestSecrets TestSecrets;

typedef enum
{
  TEST_SECRETS_OPEN,
  TEST_SECRETS_LOCKED,  /* asks; the person dismisses the dialog */
  TEST_SECRETS_HANGING, /* has the name, and answers nothing */
} TestSecretsMood;

TestSecrets *test_secrets_new         (TestSecretsMood mood);
/* Tells the bus when it is open now, as a keyring does that was unlocked. */
void         test_secrets_set_mood    (TestSecrets *self, TestSecretsMood mood);
/* (nullable): the secret it keeps */
const char  *test_secrets_get_kept    (TestSecrets *self);
/* How often it has asked the person. */
guint        test_secrets_get_n_asked (TestSecrets *self);
void         test_secrets_free        (TestSecrets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSecrets, test_secrets_free)

G_END_DECLS
