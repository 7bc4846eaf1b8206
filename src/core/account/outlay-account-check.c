/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/account/outlay-account-check.h"

#include <string.h>

#include "core/account/outlay-known-password.h"
#include "core/outlay-text.h"

#define NAME_MAX_CHARS 200
#define DEPARTMENT_MAX_CHARS 60

/* RFC 5321, 4.5.3.1: octets of a local part, a label's by RFC 1035, and of a path less its
 * brackets. */
#define LOCAL_PART_MAX 64
#define LABEL_MAX 63
#define EMAIL_MAX 254

/**
 * outlay_name_check:
 * @name: (nullable): what a person or a company is called
 */
void
outlay_name_check (const char *name, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (outlay_text_check (name, "name", NAME_MAX_CHARS, OUTLAY_TEXT_LINE, complaints) &&
      outlay_text_is_blank (name))
    outlay_complaints_add (complaints, "name", OUTLAY_COMPLAINT_MISSING);
}

/**
 * outlay_department_check:
 * @department: (nullable): the part of a company that somebody is in
 */
void
outlay_department_check (const char *department, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (outlay_text_check (department, "department", DEPARTMENT_MAX_CHARS, OUTLAY_TEXT_LINE,
                         complaints) &&
      outlay_text_is_blank (department))
    outlay_complaints_add (complaints, "department", OUTLAY_COMPLAINT_MISSING);
}

static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > LOCAL_PART_MAX || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (strchr ("()<>[]:;@\\,\" ", text[i]) != NULL || (text[i] == '.' && text[i + 1] == '.'))
      return FALSE;

  return TRUE;
}

/* Labels of letters, digits and inner hyphens; international names may be in UTF-8 (RFC 6531). */
static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > LABEL_MAX || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;

      for (const char *c = labels[i]; *c != '\0'; c++)
        if (!g_ascii_isalnum (*c) && *c != '-' && (guchar) *c < 0x80)
          return FALSE;
    }

  return labels[0] != NULL;
}

static gboolean
is_address (const char *email)
{
  const char *at = strrchr (email, '@');

  for (const char *c = email; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;

  return at != NULL && is_local_part (email, (gsize) (at - email)) && is_domain (at + 1);
}

/**
 * outlay_email_check:
 * @email: (nullable): "local@domain", without comments, quoting or a display name
 *
 * It checks the shape only; whether somebody reads mail there is for a message to find out.
 */
void
outlay_email_check (const char *email, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (email == NULL || *email == '\0')
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_MISSING);
  else if (!outlay_text_check (email, "email", EMAIL_MAX, OUTLAY_TEXT_LINE, complaints))
    return;
  else if (strlen (email) > EMAIL_MAX)
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_TOO_LONG);
  else if (!is_address (email))
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_NOT_AN_ADDRESS);
}

static gboolean
is_own_address (const char *folded, const char *email)
{
  g_autofree char *address = NULL;
  const char *at;

  if (email == NULL || *email == '\0' || !g_utf8_validate (email, -1, NULL))
    return FALSE;

  address = g_utf8_casefold (email, -1);
  at = strrchr (address, '@');

  return outlay_text_repeats (folded, address, strlen (address)) ||
         (at != NULL && at > address &&
          outlay_text_repeats (folded, address, (gsize) (at - address)));
}

/**
 * outlay_password_check:
 * @password: (nullable): as typed; it is neither trimmed nor kept
 * @email: (nullable): the person's own address
 */
void
outlay_password_check (const char *password, const char *email, OutlayComplaints *complaints)
{
  g_autofree char *folded = NULL;
  glong n_chars;

  g_return_if_fail (complaints != NULL);

  if (password == NULL || *password == '\0')
    {
      outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_MISSING);
      return;
    }

  if (!g_utf8_validate (password, -1, NULL))
    {
      outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_BAD_TEXT);
      return;
    }

  n_chars = g_utf8_strlen (password, -1);

  if (n_chars < OUTLAY_PASSWORD_MIN || n_chars > OUTLAY_PASSWORD_MAX)
    {
      outlay_complaints_add (complaints, "password",
                             n_chars < OUTLAY_PASSWORD_MIN ? OUTLAY_COMPLAINT_TOO_SHORT
                                                           : OUTLAY_COMPLAINT_TOO_LONG);
      return;
    }

  folded = g_utf8_casefold (password, -1);

  if (outlay_password_is_known (folded) || is_own_address (folded, email))
    outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_TOO_COMMON);
}
