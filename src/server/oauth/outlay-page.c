/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-page.h"

#include <string.h>

#include "server/outlay-reply-private.h"
#include "server/outlay-service-private.h"

#define PAGES OUTLAY_SERVER_RESOURCES "/oauth/pages/"

struct _OutlayPage
{
  OutlayLanguage language;
  char *name;
  GHashTable *values;
  GString *form_targets;
  gboolean has_script;
};

OutlayPage *
outlay_page_new (const OutlayRequest *request, const char *name, const char *title)
{
  OutlayPage *self = g_new0 (OutlayPage, 1);
  const char *host = request->service->public_url;

  self->language = outlay_language_choose (request->accept_language);
  self->name = g_strdup (name);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->form_targets = g_string_new ("'self'");

  outlay_page_set (self, "language", outlay_language_get_tag (self->language));
  outlay_page_set (self, "direction", outlay_language_get_direction (self->language));
  outlay_page_set_text (self, "title", title);
  outlay_page_set (self, "server", host != NULL ? strstr (host, "//") + 2 : NULL);

  return self;
}

void
outlay_page_free (OutlayPage *self)
{
  g_free (self->name);
  g_hash_table_unref (self->values);
  g_string_free (self->form_targets, TRUE);
  g_free (self);
}

void
outlay_page_set (OutlayPage *self, const char *name, const char *text)
{
  if (text != NULL)
    g_hash_table_insert (self->values, (gpointer) name, g_strdup (text));
  else
    g_hash_table_remove (self->values, name);
}

void
outlay_page_set_text (OutlayPage *self, const char *name, const char *key)
{
  outlay_page_set (self, name, outlay_page_text (self->language, key));
}

void
outlay_page_set_text_with (OutlayPage *self, const char *name, const char *key, const char *text)
{
  const char *pattern = outlay_page_text (self->language, key);
  const char *gap = strstr (pattern, "%s");
  g_autofree char *whole = NULL;

  g_return_if_fail (gap != NULL);

  whole = g_strdup_printf ("%.*s%s%s", (int) (gap - pattern), pattern, text, gap + 2);
  outlay_page_set (self, name, whole);
}

void
outlay_page_set_title_of_fault (OutlayPage *self, const char *key)
{
  outlay_page_set_text_with (self, "title", "show-error", outlay_page_text (self->language, key));
}

void
outlay_page_allow_form_target (OutlayPage *self, const char *source)
{
  g_string_append_printf (self->form_targets, " %s", source);
}

void
outlay_page_allow_script (OutlayPage *self)
{
  self->has_script = TRUE;
  outlay_page_set (self, "script", "");
}

/* --- the template --- */

static void render (OutlayPage *self, const char *template, GString *page);

static void
render_file (OutlayPage *self, const char *name, GString *page)
{
  g_autofree char *path = g_strconcat (PAGES, name, ".html", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) template = g_resources_lookup_data (path, 0, &error);

  if (template == NULL)
    g_error ("%s", error->message);

  /* A resource ends with a NUL. */
  render (self, g_bytes_get_data (template, NULL), page);
}

static void
append_escaped (GString *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (page, escaped);
}

/* What follows the section @name that starts at @text. */
static const char *
skip_section (const char *text, const char *name)
{
  g_autofree char *mark = g_strconcat ("{{/", name, "}}", NULL);
  const char *end = strstr (text, mark);

  g_assert (end != NULL);
  return end + strlen (mark);
}

/* Writes what the tag @name stands for. Returns: where to go on */
static const char *
render_tag (OutlayPage *self, const char *name, const char *rest, GString *page)
{
  const char *value;

  if (*name == '/')
    return rest;
  if (*name == '#')
    return g_hash_table_contains (self->values, name + 1) ? rest : skip_section (rest, name + 1);

  if (g_str_equal (name, ">content"))
    render_file (self, self->name, page);
  else if (g_str_has_prefix (name, "t:"))
    append_escaped (page, outlay_page_text (self->language, name + 2));
  else if ((value = g_hash_table_lookup (self->values, name)) != NULL)
    append_escaped (page, value);

  return rest;
}

static void
render (OutlayPage *self, const char *template, GString *page)
{
  const char *tag;

  while ((tag = strstr (template, "{{")) != NULL)
    {
      const char *end = strstr (tag, "}}");
      g_autofree char *name = NULL;

      g_assert (end != NULL);
      name = g_strndup (tag + 2, (gsize) (end - tag - 2));
      g_string_append_len (page, template, tag - template);
      template = render_tag (self, name, end + 2, page);
    }
  g_string_append (page, template);
}

/* --- the reply --- */

static void
set_policy (OutlayPage *self, OutlayReply *reply)
{
  g_autofree char *policy = g_strdup_printf (
      "default-src 'none'; style-src 'self'; img-src 'self'; %sform-action %s; base-uri 'none'; "
      "frame-ancestors 'none'",
      self->has_script ? "script-src 'self'; " : "", self->form_targets->str);

  outlay_reply_set_header (reply, "Content-Security-Policy", policy);
  outlay_reply_set_header (reply, "X-Frame-Options", "DENY");
  outlay_reply_set_header (reply, "Referrer-Policy", "no-referrer");
  outlay_reply_set_header (reply, "Cross-Origin-Resource-Policy", "same-origin");
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
}

OutlayReply *
outlay_page_reply (OutlayPage *self, guint status)
{
  GString *page = g_string_new (NULL);
  gsize length;
  OutlayReply *reply;

  render_file (self, "frame", page);
  length = page->len;
  reply = outlay_reply_new_text (status, "text/html; charset=utf-8", g_string_free (page, FALSE),
                                 length);
  set_policy (self, reply);
  outlay_reply_set_header (reply, "Content-Language", outlay_language_get_tag (self->language));
  outlay_page_free (self);

  return reply;
}

OutlayReply *
outlay_page_say (const OutlayRequest *request, guint status, const char *key)
{
  OutlayPage *page = outlay_page_new (request, "message", "not-possible");

  outlay_page_set_text (page, "message", key);
  return outlay_page_reply (page, status);
}

OutlayReply *
outlay_page_for_problem (const OutlayRequest *request, OutlayReply *problem)
{
  guint status = outlay_reply_get_status (problem);
  const char *retry_after = outlay_reply_get_header (problem, "Retry-After");
  const char *key = status >= 500 ? "busy" : status == 429 ? "eager" : "bad-request";
  OutlayReply *reply = outlay_page_say (request, status, key);

  if (retry_after != NULL)
    outlay_reply_set_header (reply, "Retry-After", retry_after);
  outlay_reply_free (problem);

  return reply;
}
