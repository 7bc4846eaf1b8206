/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-call.h"

#include <curl/curl.h>

#define PATIENCE_MS 8000L
#define CONNECT_MS 4000L

static size_t
take_cb (char *bytes, size_t size, size_t count, void *data)
{
  GString *answer = data;

  /* Anything but the whole count ends the call. */
  if (answer->len + size * count > OUTLAY_SSO_MAX_ANSWER)
    return 0;

  g_string_append_len (answer, bytes, (gssize) (size * count));
  return size * count;
}

static int
progress_cb (void *data, curl_off_t to_come, curl_off_t came, curl_off_t to_go, curl_off_t went)
{
  const OutlaySsoCall *self = data;

  return g_atomic_int_get (self->is_stopping);
}

static void
set_bounds (CURL *curl, const OutlaySsoCall *self)
{
  gboolean is_here = g_str_has_prefix (self->url, "http://");

  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, is_here ? "http" : "https");
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT_MS, PATIENCE_MS);
  curl_easy_setopt (curl, CURLOPT_MAXFILESIZE, (long) OUTLAY_SSO_MAX_ANSWER);
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
list_headers (const OutlaySsoCall *self)
{
  struct curl_slist *headers = curl_slist_append (NULL, "Accept: application/json");

  if (self->authorization != NULL)
    {
      g_autofree char *header = g_strconcat ("Authorization: ", self->authorization, NULL);

      headers = curl_slist_append (headers, header);
    }

  return headers;
}

GString *
outlay_sso_call_run (const OutlaySsoCall *self, long *status, GError **error)
{
  GString *answer = g_string_new (NULL);
  CURL *curl = curl_easy_init ();
  struct curl_slist *headers = list_headers (self);
  CURLcode code;

  *status = 0;
  set_bounds (curl, self);
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_cb);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, answer);
  if (self->form != NULL)
    curl_easy_setopt (curl, CURLOPT_POSTFIELDS, self->form);

  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, status);
  curl_slist_free_all (headers);
  curl_easy_cleanup (curl);

  if (code == CURLE_OK && *status < 500 && *status != 429)
    return answer;

  g_string_free (answer, TRUE);
  outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY,
                   code != CURLE_OK ? curl_easy_strerror (code)
                                    : "the identity provider is in trouble itself");
  return NULL;
}
