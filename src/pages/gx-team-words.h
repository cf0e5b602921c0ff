/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team/gx-team-worker.h"

G_BEGIN_DECLS

/* How it stands with a team's book, in plain words. */

typedef enum {
  GX_TEAM_MOOD_CALM,     /* all is well, or will be by itself */
  GX_TEAM_MOOD_OFFLINE,  /* the drive is not there; work goes on */
  GX_TEAM_MOOD_ALERT,    /* somebody had better do something */
} GxTeamMood;

/**
 * gx_team_words_status: (transfer full): one line: "Up to date · 王芳, Tom here", "Working offline since 10:32,
 * 14 changes waiting". @mood: (out) (optional)
 */
char *gx_team_words_status (GxTeamWorker *worker, GxTeamMood *mood);

/** gx_team_words_advice: (transfer full): what to do about it, or how it goes on; NULL: nothing to say. */
char *gx_team_words_advice (GxTeamWorker *worker);

/**
 * gx_team_words_company: (transfer full): "Tom has this open"; NULL: nobody else looks at @customer, as
 * far as is known. @worker: (nullable)
 */
char *gx_team_words_company (GxTeamWorker *worker, GxId customer);

/** gx_team_words_member: (transfer full): "Here now · 3 of your changes have not arrived there yet". */
char *gx_team_words_member (const GxTeamMember *member);

const char *gx_team_words_icon (GxTeamMood mood);

G_END_DECLS
