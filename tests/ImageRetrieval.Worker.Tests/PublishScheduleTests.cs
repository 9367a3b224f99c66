using ImageRetrieval.Worker.Publish;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Worker.Tests;

public sealed class PublishScheduleTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_first_snapshot_is_due_at_its_number_of_images_and_later_ones_by_count_or_by_time()
    {
        var schedule = new PublishSchedule(new PublishOptions { FirstImages = 200, EveryImages = 1000, EverySeconds = 60 }, _clock, 0);
        Assert.False(schedule.IsDue(199));
        Assert.True(schedule.IsDue(200));
        schedule.Made(200, TimeSpan.Zero);

        Assert.False(schedule.IsDue(1199));
        Assert.True(schedule.IsDue(1200));
        schedule.Made(1200, TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(schedule.IsDue(1200));
        Assert.True(schedule.IsDue(1201));
    }

    [Fact]
    public void Snapshots_take_no_more_than_their_share_of_the_time()
    {
        var schedule = new PublishSchedule(new PublishOptions { EveryImages = 10, MaxTimeShare = 0.2 }, _clock, 0);
        schedule.Made(200, TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(39));
        Assert.False(schedule.IsDue(100_000));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(schedule.IsDue(100_000));
        Assert.False(new PublishSchedule(new PublishOptions { MaxTimeShare = 0 }, _clock, 0).IsDue(100_000));
    }

    [Fact]
    public void Where_a_snapshot_is_already_the_first_number_does_not_count()
    {
        var schedule = new PublishSchedule(new PublishOptions { EveryImages = 1000 }, _clock, 5000);
        Assert.False(schedule.IsDue(5200));
        Assert.True(schedule.IsDue(6000));
    }
}
