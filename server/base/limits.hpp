// Every limit of the product with its default. One place to read, one place to change; config may override each.
#pragma once
#include <cstddef>
#include <cstdint>

namespace palabre {

struct Limits {
  // wire
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 256 * 1024;
  std::size_t target_bytes_max = 4 * 1024;
  std::size_t frame_bytes_max = 16 * 1024;
  std::size_t sockets_max = 12'000;
  std::size_t sockets_per_address_max = 12'000;
  std::size_t connections_max = 20'000;
  std::size_t subscriptions_per_socket_max = 64;
  std::size_t outbox_messages_max = 1024;
  std::size_t outbox_bytes_max = 256 * 1024;
  std::int64_t read_timeout_ms = 30'000;
  std::int64_t write_timeout_ms = 30'000;
  std::int64_t idle_timeout_ms = 75'000;
  std::int64_t heartbeat_ms = 25'000;
  std::int64_t broadcast_tick_ms = 50;
  std::int64_t drain_ms_max = 10'000;
  std::size_t resume_events_max = 4096;

  // requests per minute and per address, by cost class
  std::int64_t cheap_per_minute = 60'000;
  std::int64_t normal_per_minute = 6'000;
  std::int64_t costly_per_minute = 1'200;
  std::int64_t password_per_minute = 60;
  std::int64_t new_visitors_per_hour = 1'200;  // light contributions of browsers not seen before, by address: a market stall has one

  // queues
  std::size_t write_queue_max = 4096;
  std::size_t read_queue_max = 4096;
  std::size_t slow_queue_max = 256;
  std::size_t commit_batch_max = 512;
  std::int64_t write_wait_ms_max = 10'000;
  std::int64_t query_ms_max = 5'000;

  // cache of ready answers
  std::size_t cache_entries_max = 4096;
  std::size_t cache_bytes_max = 64 * 1024 * 1024;

  // what people type, in characters
  std::size_t title_chars_min = 5;
  std::size_t title_chars_max = 300;
  std::size_t idea_chars_min = 10;
  std::size_t idea_chars_max = 20'000;
  std::size_t comment_chars_max = 5'000;
  std::size_t answer_chars_max = 20'000;
  std::size_t reason_chars_min = 10;
  std::size_t reason_chars_max = 2'000;
  std::size_t report_chars_max = 2'000;
  std::size_t name_chars_max = 80;
  std::size_t email_chars_max = 254;
  std::size_t password_chars_min = 10;
  std::size_t password_chars_max = 200;
  std::size_t slug_chars_max = 80;
  std::size_t place_chars_max = 200;
  std::size_t tag_chars_max = 40;
  std::size_t tags_max = 8;
  std::size_t query_chars_max = 200;
  std::size_t idempotency_key_chars_max = 128;
  int comment_depth_max = 2;
  std::size_t drafts_per_person_max = 50;

  // lists
  std::size_t page_size = 20;
  std::size_t page_size_max = 100;
  std::size_t comments_page_size = 50;
  std::size_t similar_max = 5;

  // pictures people add to their ideas
  std::size_t picture_bytes_max = 10 * 1024 * 1024;
  std::int64_t picture_pixels_max = 40'000'000;
  std::size_t pictures_per_idea_max = 4;         // at most 4: the database holds no fifth
  std::size_t picture_description_chars_max = 1'000;
  std::int64_t picture_work_ms_max = 20'000;     // of the worker that resizes one
  std::int64_t picture_memory_bytes_max = 768LL * 1024 * 1024;  // address space of that worker
  std::size_t uploads_max = 12;                  // bodies of pictures on their way at once; the rest is asked to wait
  std::size_t uploads_per_address_max = 4;
  std::int64_t upload_timeout_ms = 120'000;
  std::size_t upload_queue_max = 32;

  // places
  std::size_t map_ideas_max = 100;               // of one page of the map
  std::size_t feed_ideas_max = 2'000;            // of the GeoJSON feed

  // open data, maps of the site, documents to take away
  std::size_t data_rows_max = 10'000;            // of one file of open data; the next one goes on where it ends
  std::size_t data_bytes_max = 6 * 1024 * 1024;  // the same, whichever comes first
  std::size_t sitemap_ideas_max = 5'000;         // the newest; in every language
  std::size_t dossier_comments_max = 500;
  int dossier_pages_max = 120;                   // after these the discussion stops, with a note
  std::size_t draw_queue_max = 32;

  // live rounds
  std::size_t rounds_per_redesign_max = 200;
  std::size_t round_seats_max = 400;
  std::size_t round_hosts_max = 60;
  std::size_t round_access_max = 12;
  std::size_t round_turns_max = 4'000;
  std::size_t statements_per_table_max = 30;
  std::size_t statement_chars_max = 400;
  std::size_t round_report_chars_max = 20'000;
  std::int64_t round_away_ms = 60'000;                     // a seat is gone, and a round without its moderator is paused
  std::int64_t round_drop_ms = 3'000;                      // a socket that is back sooner was never away: a page was loaded anew
  // times
  std::int64_t visitor_ms_max = 180LL * 24 * 3600 * 1000;  // how long a browser keeps the token of its light contributions
  std::int64_t session_ms_max = 30LL * 24 * 3600 * 1000;
  std::int64_t undo_ms = 30 * 1000;              // a moderator takes a decision back
  std::int64_t case_due_ms = 24LL * 3600 * 1000;  // a report is looked at within
  std::int64_t case_watch_ms = 45 * 1000;        // who looked at a case is looking
  std::int64_t comment_edit_ms = 10 * 60 * 1000;
  std::int64_t idempotency_ms = 24LL * 3600 * 1000;
  std::int64_t answer_due_ms = 30LL * 24 * 3600 * 1000;
};

}  // namespace palabre
