"""What happens without anybody asking: deadlines, deliveries, messages, and tidying up."""
