// Entries as a person reads them.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <chrono>
#include <string>

#include "app/cli/console.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

using Items = google::protobuf::RepeatedPtrField<api::Item>;

class ItemPage {
 public:
  ItemPage(const Console& console, std::chrono::system_clock::time_point now) : console_(console), now_(now) {}

  // One line each, in the order given, under headings of days.
  std::string by_day(const Items& items) const;
  // One line each with the day in it: for results that are not in order of time.
  std::string by_rank(const Items& items) const;
  // The whole entry with its answers and, where it has them, its earlier versions.
  std::string whole(const api::Item& item) const;
  // Enough to know it by: the first line, and every file.
  std::string glance(const api::Item& item) const;
  // What the partner would get.
  std::string leaving(const api::Item& item) const;

 private:
  std::string line(const api::Item& item, std::string_view when, std::string_view id) const;
  std::string facts(const api::Item& item) const;
  std::string content(const api::Item& item, std::string_view indent) const;
  std::string files(const api::Item& item, std::string_view indent) const;
  std::string answer(const api::Item& answer) const;
  std::string version(const api::Version& version, int number) const;
  std::string fact(std::string_view name, std::string_view value) const;

  const Console& console_;
  std::chrono::system_clock::time_point now_;
};

// "you", or the partner's name made harmless ("your partner" when there is none).
std::string author_words(const api::Item& item);
// "just to be read", "to be read, reflected back or asked about".
std::string welcome_words(const google::protobuf::RepeatedPtrField<std::string>& welcome);
// "1.4 MB"
std::string size_words(std::uint64_t bytes);

}  // namespace alongside::app
