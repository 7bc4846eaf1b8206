/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-web-call.h"

#include <curl/curl.h>
#include <string.h>

#include "server/oauth/outlay-origin.h"

#define CONNECT_MS 4000L

/* What has come so far. */
typedef struct
{
  GString *text;
  gsize most;
} Answer;

static size_t
take_cb (char *bytes, size_t size, size_t count, void *data)
{
  Answer *answer = data;

  /* Anything but the whole count ends the call. */
  if (size * count > answer->most - answer->text->len)
    return 0;

  g_string_append_len (answer->text, bytes, (gssize) (size * count));
  return size * count;
}

static int
progress_cb (void *data, curl_off_t to_come, curl_off_t came, curl_off_t to_go, curl_off_t went)
{
  const OutlayWebCall *self = data;

  return g_atomic_int_get (self->is_stopping);
}

static void
set_bounds (CURL *curl, const OutlayWebCall *self)
{
  gboolean is_here = g_str_has_prefix (self->url, "http://");

  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, is_here ? "http" : "https");
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT_MS, (long) self->patience_ms);
  curl_easy_setopt (curl, CURLOPT_MAXFILESIZE, (long) self->max_answer);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, self);

  /* What does not leave the machine goes through nobody's proxy. */
  if (is_here)
    curl_easy_setopt (curl, CURLOPT_PROXY, "");
  /* The folder of the system's certificates stays as it is. */
  if (self->ca_file != NULL)
    curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca_file);
}

static struct curl_slist *
add_header (struct curl_slist *headers, const char *name, const char *value)
{
  g_autofree char *header = g_strconcat (name, ": ", value, NULL);

  return value != NULL ? curl_slist_append (headers, header) : headers;
}

static CURL *
open_curl (void)
{
  static gsize is_begun;

  if (g_once_init_enter (&is_begun))
    g_once_init_leave (&is_begun, curl_global_init (CURL_GLOBAL_DEFAULT) == CURLE_OK);

  return curl_easy_init ();
}

GString *
outlay_web_call_run (const OutlayWebCall *self, long *status, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Answer answer = { text, self->max_answer };
  CURL *curl = open_curl ();
  struct curl_slist *headers = add_header (NULL, "Accept", self->accept);
  CURLcode code;

  *status = 0;
  headers = add_header (headers, "Authorization", self->authorization);
  set_bounds (curl, self);
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_cb);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, &answer);
  if (self->form != NULL)
    curl_easy_setopt (curl, CURLOPT_POSTFIELDS, self->form);

  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, status);
  curl_slist_free_all (headers);
  curl_easy_cleanup (curl);

  if (code == CURLE_OK && *status < 500 && *status != 429)
    return g_steal_pointer (&text);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       code != CURLE_OK ? curl_easy_strerror (code)
                                        : "the server is in trouble itself");
  return NULL;
}

gboolean
outlay_web_url_is_safe (const char *url, gboolean allows_http)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *origin = uri != NULL ? outlay_origin_new (uri) : NULL;

  if (origin == NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL ||
      !outlay_origin_is_safe (origin))
    return FALSE;
  /* As it was written: what curl and browsers read must be what was judged here. */
  if (!g_str_has_prefix (url, origin) || strpbrk (url, "\\ \"'<>") != NULL)
    return FALSE;
  for (const char *c = url; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;

  return allows_http || outlay_origin_is_https (origin);
}
