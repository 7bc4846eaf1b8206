/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <curl/curl.h>
#include <string.h>

#include "server/command/outlay-command.h"

#define PATIENCE_SECONDS 10L
#define MAX_ANSWER 4096
#define UNIX_PREFIX "unix:"

/* Who listens everywhere listens here. */
static char *
write_here (const char *address)
{
  if (g_str_has_prefix (address, "0.0.0.0"))
    return g_strconcat ("127.0.0.1", address + strlen ("0.0.0.0"), NULL);
  if (g_str_has_prefix (address, "[::]"))
    return g_strconcat ("[::1]", address + strlen ("[::]"), NULL);

  return g_strdup (address);
}

/* Points @curl to the first address that the server listens at. */
static void
point (CURL *curl, const OutlaySettings *settings)
{
  g_auto (GStrv) places = g_strsplit (settings->listen, ",", 2);
  const char *place = g_strstrip (places[0]);
  gboolean is_unix = g_str_has_prefix (place, UNIX_PREFIX);
  g_autofree char *here = is_unix ? g_strdup ("localhost") : write_here (place);
  g_autofree char *url = g_strconcat (!is_unix && settings->tls_certificate != NULL ? "https://"
                                                                                    : "http://",
                                      here, "/readyz", NULL);

  if (is_unix)
    curl_easy_setopt (curl, CURLOPT_UNIX_SOCKET_PATH, place + strlen (UNIX_PREFIX));
  curl_easy_setopt (curl, CURLOPT_URL, url);
}

static size_t
take_cb (char *data, size_t size, size_t n, void *user_data)
{
  GString *answer = user_data;

  if (answer->len + n > MAX_ANSWER)
    return 0;

  g_string_append_len (answer, data, (gssize) n);
  return n;
}

static int
run_health (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GString) answer = g_string_new (NULL);
  CURL *curl;
  CURLcode code;
  long status = 0;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  curl = curl_easy_init ();
  point (curl, line.settings);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, PATIENCE_SECONDS);
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  /* The certificate is for the name that others know; this is the same machine. */
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_cb);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, answer);
  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_cleanup (curl);

  if (code == CURLE_OK && status == 200)
    {
      g_print ("ready\n");
      return 0;
    }

  g_printerr ("outlayd: not ready: %s\n",
              code != CURLE_OK ? curl_easy_strerror (code) : answer->str);
  return 1;
}

const OutlayCommand outlay_health_command = {
  "health",
  "",
  "ask the server of this machine whether it is ready",
  "  --listen ADDRESS     where it listens (127.0.0.1:8080)\n"
  "  --config FILE        read this and tls-certificate from FILE\n"
  "Ends with 0 if it is ready, else with 1. For the health check of a container.\n",
  run_health,
};
