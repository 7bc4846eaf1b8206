/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-invitation.h"

#include "client/wire/outlay-json-object.h"

struct _OutlayInvitation
{
  GObject parent_instance;

  char *id;
  char *email;
  OutlayRole role;
  OutlayInvitationState state;
  char *expires_at;
  char *code; /* (nullable) */
  char *link; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (OutlayInvitation, outlay_invitation, G_TYPE_OBJECT)

static void
outlay_invitation_finalize (GObject *object)
{
  OutlayInvitation *self = OUTLAY_INVITATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->expires_at, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->link, g_free);

  G_OBJECT_CLASS (outlay_invitation_parent_class)->finalize (object);
}

static void
outlay_invitation_class_init (OutlayInvitationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_invitation_finalize;
}

static void
outlay_invitation_init (OutlayInvitation *self)
{
}

static gboolean
read_state (JsonObject *object, OutlayInvitationState *state, GError **error)
{
  static const char *const words[] = {
    [OUTLAY_INVITATION_PENDING] = "pending",
    [OUTLAY_INVITATION_ACCEPTED] = "accepted",
    [OUTLAY_INVITATION_REVOKED] = "revoked",
    [OUTLAY_INVITATION_EXPIRED] = "expired",
  };
  const char *text;

  if (!outlay_json_read_text (object, "state", &text, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i]))
      {
        *state = (OutlayInvitationState) i;
        return TRUE;
      }

  return outlay_json_refuse ("state", error);
}

/* What only the first answer has. */
static char *
dup_optional_text (JsonObject *object, const char *name)
{
  const char *text = NULL;

  if (json_object_has_member (object, name))
    outlay_json_read_nullable_text (object, name, &text, NULL);

  return g_strdup (text);
}

OutlayInvitation *
outlay_invitation_read (JsonObject *object, GError **error)
{
  const char *id, *email, *role_name, *expires_at;
  OutlayInvitationState state = OUTLAY_INVITATION_EXPIRED;
  OutlayRole role;
  OutlayInvitation *self;

  if (!outlay_json_read_id (object, "id", &id, error) ||
      !outlay_json_read_text (object, "email", &email, error) ||
      !outlay_json_read_text (object, "role", &role_name, error) ||
      !outlay_json_read_time (object, "expires_at", &expires_at, error) ||
      !read_state (object, &state, error))
    return NULL;

  if (!outlay_role_from_string (role_name, &role))
    {
      outlay_json_refuse ("role", error);
      return NULL;
    }

  self = g_object_new (OUTLAY_TYPE_INVITATION, NULL);
  self->id = g_strdup (id);
  self->email = g_strdup (email);
  self->role = role;
  self->state = state;
  self->expires_at = g_strdup (expires_at);
  self->code = dup_optional_text (object, "code");
  self->link = dup_optional_text (object, "link");

  return self;
}

const char *
outlay_invitation_get_id (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), NULL);

  return self->id;
}

const char *
outlay_invitation_get_email (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), NULL);

  return self->email;
}

OutlayRole
outlay_invitation_get_role (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), OUTLAY_ROLE_EMPLOYEE);

  return self->role;
}

OutlayInvitationState
outlay_invitation_get_state (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), OUTLAY_INVITATION_EXPIRED);

  return self->state;
}

const char *
outlay_invitation_get_expires_at (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), NULL);

  return self->expires_at;
}

const char *
outlay_invitation_get_code (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), NULL);

  return self->code;
}

const char *
outlay_invitation_get_link (OutlayInvitation *self)
{
  g_return_val_if_fail (OUTLAY_IS_INVITATION (self), NULL);

  return self->link;
}
