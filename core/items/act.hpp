// One act on the shelf: what it writes goes into one transaction, and what is in memory follows only after its commit. So
// after an error nothing happened, on the disk and in memory.
#pragma once

#include <functional>
#include <vector>

#include "core/items/shelf.hpp"
#include "proto/store.pb.h"

namespace alongside::items {

class Act {
 public:
  explicit Act(Shelf& shelf) : shelf_(shelf), transaction_(shelf.vault.begin()) {}

  Shelf& shelf() { return shelf_; }
  vault::Transaction& transaction() { return transaction_; }
  void after_commit(std::function<void()> step) { steps_.push_back(std::move(step)); }

  // The table `item`. `entry` is what the directory then holds of the row; its row need not be set for a new one.
  Result<vault::Row> add_item(Entry entry, BytesView record);
  // `words_changed`: what can be searched of it is not as before.
  Result<void> put_item(Entry entry, BytesView record, bool words_changed);
  Result<void> erase_item(vault::Row row);

  // Durable when this returns success; else nothing happened. What is in memory follows: the rows in their order, then the
  // steps.
  Result<void> commit();

 private:
  enum class Done { added, put_with_new_words, put, erased };
  struct RowChange {
    Done done;
    Entry entry;
  };
  void follow(RowChange& change);

  Shelf& shelf_;
  vault::Transaction transaction_;
  std::vector<RowChange> rows_;
  std::vector<std::function<void()>> steps_;
};

}  // namespace alongside::items
